import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import ts from 'typescript';

import { NAMESPACE } from '../src/configs/switched-on.ts';
import plugin from '../src/index.ts';

/**
 * The published declarations. They import nothing, so that they hold beside every version of ESLint and of its types:
 * the plugin is described structurally, and the types of the settings are copied from the source.
 */
export function declarations(root: string): { 'index.d.ts': string; 'index.d.cts': string } {
  const body = [...settingsTypes(root), pluginTypes()].join('\n\n');
  return { 'index.d.ts': esm(body), 'index.d.cts': cjs(body) };
}

function esm(body: string): string {
  const named = ['meta', 'rules', 'configs'].map((key) => `export declare const ${key}: Plugin['${key}'];`);
  return `${body}\n\ndeclare const plugin: Plugin;\nexport default plugin;\n${named.join('\n')}\n`;
}

function cjs(body: string): string {
  const indented = body.replaceAll(/^(?=.)/gm, '  ');
  return `declare namespace plugin {\n${indented}\n}\n\ndeclare const plugin: plugin.Plugin;\nexport = plugin;\n`;
}

function pluginTypes(): string {
  const rules = Object.keys(plugin.rules).map((name) => `    readonly '${name}': Rule;`);
  const configs = Object.keys(plugin.configs).map(
    (name) => `    readonly '${name}': ${name.startsWith('flat/') ? 'FlatConfig' : 'EslintrcConfig'};`,
  );
  const entries = Object.entries(plugin.rules).map(([name, { meta }]) =>
    entryOf(name, meta.docs.description, meta.schema[0]),
  );
  return `export interface Rule {
  readonly meta: {
    readonly type: 'problem' | 'suggestion';
    readonly docs: { readonly description: string; readonly url: string; readonly recommended: boolean };
    readonly fixable?: 'code';
    readonly hasSuggestions: boolean;
    readonly schema: Record<string, any>[];
    readonly defaultOptions: Record<string, any>[];
    readonly messages: Record<string, string>;
  };
  create(context: any): { Program?: () => void };
}

export type RuleEntries = Record<string, 'error' | ['error', Record<string, any>]>;

/** The rules with their options, for an eslint.config.ts. */
export type PoolHygieneRules = {
${entries.join('\n')}
};

/** How a rule is switched on; the options are what it can be told. */
export type RuleSetting<Options> = Severity | [Severity] | [Severity, Options];
export type Severity = 'off' | 'warn' | 'error' | 0 | 1 | 2;

export interface FlatConfig {
  readonly name: string;
  readonly plugins: Record<string, Plugin>;
  readonly rules: RuleEntries;
}

export interface EslintrcConfig {
  readonly plugins: string[];
  readonly rules: RuleEntries;
}

export interface Plugin {
  readonly meta: { readonly name: string; readonly version: string; readonly namespace: string };
  readonly rules: {
${rules.join('\n')}
  };
  readonly configs: {
${configs.join('\n')}
  };
}`;
}

/** A rule in `PoolHygieneRules`; the types of its options follow from its schema. */
function entryOf(name: string, description: string, schema: Schema | undefined): string {
  const properties = Object.entries((schema?.['properties'] ?? {}) as Readonly<Record<string, Schema>>);
  const options = properties.map(
    ([key, each]) => `\n    /** ${String(each['description'])} */\n    readonly ${key}?: ${typeOf(each)};`,
  );
  const shown = options.length === 0 ? 'Record<string, never>' : `{${options.join('')}\n  }`;
  return `  /** ${description}. */\n  readonly '${NAMESPACE}/${name}'?: RuleSetting<${shown}>;`;
}

type Schema = Readonly<Record<string, unknown>>;

function typeOf({ enum: words, type, items, additionalProperties }: Schema): string {
  if (Array.isArray(words)) return words.map((word) => `'${String(word)}'`).join(' | ');
  switch (type) {
    case 'array':
      return `readonly ${typeOf(items as Schema)}[]`;
    case 'integer':
      return 'number';
    case 'object':
      return `Readonly<Record<string, ${typeOf(additionalProperties as Schema)}>>`;
    default:
      return String(type);
  }
}

/** `PoolHygieneSettings` and every type of ours that it mentions, as they stand in the source. */
function settingsTypes(root: string): string[] {
  const known = new Map([
    ...typesOf(join(root, 'src/settings.ts')),
    ...typesOf(join(root, 'src/catalog/vocabulary.ts')),
    ...typesOf(join(root, 'src/catalog/frameworks/vocabulary.ts')),
  ]);
  const wanted = new Set(['PoolHygieneSettings']);
  // The set grows while it is walked.
  for (const name of wanted)
    for (const mentioned of mentions(known.get(name))) if (known.has(mentioned)) wanted.add(mentioned);
  return [...wanted].map((name) => textOf(known.get(name)));
}

type TypeDeclaration = ts.InterfaceDeclaration | ts.TypeAliasDeclaration;

function typesOf(path: string): [string, TypeDeclaration][] {
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2022, true);
  const types = file.statements.filter(
    (statement) => ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement),
  );
  return types.map((declaration) => [declaration.name.text, declaration]);
}

function mentions(declaration: ts.Node | undefined): string[] {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName)) names.push(node.typeName.text);
    if (ts.isExpressionWithTypeArguments(node) && ts.isIdentifier(node.expression)) names.push(node.expression.text);
    ts.forEachChild(node, visit);
  };
  if (declaration) visit(declaration);
  return names;
}

/** The declaration with its doc comment, exported. */
function textOf(declaration: TypeDeclaration | undefined): string {
  const text = declaration?.getFullText().trim() ?? '';
  return /^export\b/m.test(text) ? text : text.replace(/^(?=interface|type)/m, 'export ');
}
