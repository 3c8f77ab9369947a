import type { TSESTree } from '@typescript-eslint/utils';

import type { DeclaredClient } from '../scope/scope.ts';
import { layoutOf } from './layout.ts';
import type { SourceCode, TextEdit } from './model.ts';

/** How a file is to call the client that the project shares, and the edit that makes the name known to it. */
export interface Imported {
  readonly name: string;
  /** Undefined where the file has the import already. */
  readonly edit: TextEdit | undefined;
}

/** The shared client as a file can name it: by its import, or by one that is added behind the others. `isFree` says which names mean nothing yet where it is used. */
export function imported(
  declared: DeclaredClient,
  sourceCode: SourceCode,
  isFree: (name: string) => boolean,
): Imported | undefined {
  const body = sourceCode.ast.body;
  const known = body.flatMap((statement) => nameIn(statement, declared) ?? [])[0];
  if (known !== undefined) return isFree(known) ? { name: known, edit: undefined } : undefined;
  const exported =
    declared.name ??
    declared.specifier
      .split(/[^\w$]/)
      .filter(Boolean)
      .at(-1) ??
    'client';
  const plain = /^\d/.test(exported) ? 'client' : exported;
  const name = [plain, `shared${plain.charAt(0).toUpperCase()}${plain.slice(1)}`].find(
    (each) => isFree(each) && !isDeclared(each, sourceCode),
  );
  if (name === undefined) return undefined;
  const statements = body.filter((each) => each.type === 'ImportDeclaration' || isRequire(each));
  const [first] = body;
  const last = statements.at(-1);
  if (!first) return undefined;
  const { newline } = layoutOf(sourceCode);
  const text = importText(declared, name, sourceCode);
  if (last) return { name, edit: { range: [last.range[1], last.range[1]], text: `${newline}${text}` } };
  return { name, edit: { range: [first.range[0], first.range[0]], text: `${text}${newline}${newline}` } };
}

/** `const express = require('express');` */
function isRequire(statement: TSESTree.ProgramStatement): boolean {
  const init = statement.type === 'VariableDeclaration' ? statement.declarations[0].init : undefined;
  return init?.type === 'CallExpression' && init.callee.type === 'Identifier' && init.callee.name === 'require';
}

function isDeclared(name: string, { scopeManager }: SourceCode): boolean {
  return (
    scopeManager?.scopes.some(({ type, set }) => (type === 'module' || type === 'global') && set.has(name)) === true
  );
}

function nameIn(statement: TSESTree.ProgramStatement, declared: DeclaredClient): string | undefined {
  if (statement.type !== 'ImportDeclaration' || statement.importKind === 'type') return undefined;
  if (plain(statement.source.value) !== plain(declared.specifier)) return undefined;
  for (const each of statement.specifiers) {
    if (each.type === 'ImportDefaultSpecifier' && declared.name === undefined) return each.local.name;
    const from = each.type === 'ImportSpecifier' && each.importKind !== 'type' ? each.imported : undefined;
    if (from?.type === 'Identifier' && from.name === declared.name) return each.local.name;
  }
  return undefined;
}

function plain(specifier: string): string {
  return specifier.replace(/(?:\/index)?(?:\.[cm]?[jt]sx?)?$/, '');
}

function importText(declared: DeclaredClient, name: string, sourceCode: SourceCode): string {
  const { end } = layoutOf(sourceCode);
  const { body } = sourceCode.ast;
  const written = sourceCode.text.slice(0, 2_000);
  const quote = /(?:from|require\()\s*"/.test(written) ? '"' : "'";
  const specifier = `${quote}${declared.specifier}${endingFor(declared, sourceCode)}${quote}`;
  const isModule = body.some(({ type }) => /^(?:Import|Export)/.test(type));
  if (!isModule && /\brequire\s*\(|\bmodule\.exports\b/.test(sourceCode.text)) {
    const pattern =
      declared.name === undefined ? name : `{ ${declared.name === name ? name : `${declared.name}: ${name}`} }`;
    return `const ${pattern} = require(${specifier})${end}`;
  }
  const clause =
    declared.name === undefined ? name : `{ ${declared.name === name ? name : `${declared.name} as ${name}`} }`;
  return `import ${clause} from ${specifier}${end}`;
}

/** The ending with which the file writes its other relative imports. */
function endingFor({ ending, specifier }: DeclaredClient, { text }: SourceCode): string {
  if (!specifier.startsWith('.') || ending === '') return '';
  const used = /(?:from|require\()\s*['"]\.[^'"\n]*?(\.[cm]?[jt]sx?)?['"]/.exec(text)?.[1];
  if (used === undefined) return '';
  return /ts/.test(used) ? ending : ending.replace('t', 'j').replace('jsx', 'js');
}
