import type { TSESTree } from '@typescript-eslint/utils';

import { walk } from '../lang/census.ts';
import {
  type ClassNode,
  type Node,
  contains,
  enclosingFunction,
  isClass,
  propertyName,
  boundIdentifier,
} from '../lang/nodes.ts';
import { homeOf } from '../lang/scopes.ts';
import { baseName, typeText } from './client-names.ts';
import { indentAt } from './layout.ts';
import type { SourceCode, TextEdit } from './model.ts';
import { meaningOf } from './names.ts';
import type { Sharing } from './sharing.ts';

/** A client that is kept in a private field, built at its first use. */
export interface KeptInField {
  readonly name: string;
  readonly edits: readonly TextEdit[];
  /** Where the first edit stands. */
  readonly from: number;
}

/**
 * The edits that keep a client in a field of the object whose method builds it, where it is built with fields that never change;
 * undefined where that is not so, or where the file itself makes objects of the class again and again.
 *
 *     const client = new S3Client({ region: this.region });
 *     const client = (this.#client ??= new S3Client({ region: this.region }));
 */
export function keptInField(sharing: Sharing): KeptInField | undefined {
  const { found, sourceCode } = sharing;
  const { call } = found;
  const member = memberAround(call);
  const owner = member?.parent.parent;
  if (!member || !isClass(owner) || !isMadeOnce(owner, sourceCode)) return undefined;
  if (!call.arguments.every((argument) => isOfObject(argument, member, owner, sourceCode))) return undefined;
  const name = `#${freeIn(owner, baseName(sharing))}`;
  const field = fieldEdit(name, owner, sharing);
  if (!field) return undefined;
  const [start, end] = call.range;
  const kept = [
    { range: [start, start] as const, text: `(this.${name} ??= ` },
    { range: [end, end] as const, text: ')' },
  ];
  return { name, edits: [field, ...kept], from: field.range[0] };
}

type Member = TSESTree.MethodDefinition | TSESTree.PropertyDefinition;

/** The method, or the field with an arrow function, whose `this` is meant at a node. */
function memberAround(node: Node): Member | undefined {
  for (let at: Node | undefined = node.parent; at; at = at.parent) {
    if (at.type === 'PropertyDefinition' || at.type === 'MethodDefinition')
      return at.static || ('kind' in at && at.kind !== 'method') ? undefined : at;
    const isOther = at.type === 'FunctionDeclaration' || isClass(at);
    if (isOther || (at.type === 'FunctionExpression' && at.parent.type !== 'MethodDefinition')) return undefined;
  }
  return undefined;
}

/** Whether an expression reads, of all that comes with a run, only fields of `this` that never change. */
function isOfObject(expression: Node, member: Member, owner: ClassNode, sourceCode: SourceCode): boolean {
  let isSo = true;
  walk(expression, sourceCode.visitorKeys, (node) => {
    if (node.type === 'AwaitExpression' || node.type === 'YieldExpression') isSo = false;
    if (node.type === 'ThisExpression') isSo &&= isSteadyField(node.parent, owner, sourceCode);
    // The name of a property that is a parameter's too counts as one: then nothing is offered.
    if (node.type === 'Identifier' && !(node.parent.type === 'Property' && node.parent.key === node)) {
      const variable = meaningOf(node.name, node, sourceCode);
      const home = variable && homeOf(variable);
      isSo &&= !home || !contains(member, home) || contains(expression, home);
    }
    return undefined;
  });
  return isSo;
}

/** `this.region`, which the class gets when it is made, and which none of its methods writes to. */
function isSteadyField(read: Node, owner: ClassNode, sourceCode: SourceCode): boolean {
  const name = read.type === 'MemberExpression' ? propertyName(read) : undefined;
  if (name === undefined || (read.parent?.type === 'CallExpression' && read.parent.callee === read)) return false;
  const seen = { made: false, changed: false };
  walk(owner.body, sourceCode.visitorKeys, (node) => {
    if (node.type === 'TSParameterProperty') seen.made ||= nameOfParameter(node) === name;
    if (node.type === 'PropertyDefinition' && node.parent === owner.body) seen.made ||= propertyName(node) === name;
    if (node.type === 'MethodDefinition' && node.parent === owner.body) seen.changed ||= propertyName(node) === name;
    const written =
      node.type === 'AssignmentExpression' ? node.left : node.type === 'UpdateExpression' ? node.argument : undefined;
    if (written?.type !== 'MemberExpression' || written.object.type !== 'ThisExpression') return undefined;
    if (propertyName(written) !== name) return undefined;
    if (isInConstructor(node, owner)) seen.made = true;
    else seen.changed = true;
    return undefined;
  });
  return seen.made && !seen.changed;
}

function nameOfParameter({ parameter }: TSESTree.TSParameterProperty): string | undefined {
  return boundIdentifier(parameter)?.name;
}

function isInConstructor(node: Node, owner: ClassNode): boolean {
  return owner.body.body.some(
    (each) => each.type === 'MethodDefinition' && each.kind === 'constructor' && contains(each, node),
  );
}

/** Whether nothing in the file makes objects of a class but what runs when the module is loaded. */
function isMadeOnce(owner: ClassNode, sourceCode: SourceCode): boolean {
  const variables = sourceCode.scopeManager?.getDeclaredVariables(owner) ?? [];
  return variables
    .flatMap(({ references }) => references)
    .every(({ identifier: { parent } }) => parent.type !== 'NewExpression' || !enclosingFunction(parent));
}

/** The name, or the first one counted up, that no private member of a class has. */
function freeIn(owner: ClassNode, wanted: string): string {
  const used = new Set(
    owner.body.body.flatMap((each) => ('key' in each && each.key.type === 'PrivateIdentifier' ? [each.key.name] : [])),
  );
  let name = wanted;
  for (let i = 2; used.has(name); i++) name = `${wanted}${String(i)}`;
  return name;
}

/** `#client: S3Client | undefined;` as the first member of a class that begins a line of its own. */
function fieldEdit(name: string, owner: ClassNode, sharing: Sharing): TextEdit | undefined {
  const { sourceCode, isTyped, pen } = sharing;
  const [first] = owner.body.body;
  const at = owner.body.range[0] + 1;
  if (!first || !/^[ \t]*\r?\n/.test(sourceCode.text.slice(at))) return undefined;
  const { newline, end } = pen.layout;
  // Without a semicolon some members would go on with the field.
  const close = /^(?:[[(*]|get\b|set\b|static\b|in\b)/.test(sourceCode.getText(first)) ? ';' : end;
  const type = isTyped ? `: ${typeText(sharing)} | undefined` : '';
  const gap = first.type === 'PropertyDefinition' ? '' : newline;
  const indent = indentAt(sourceCode.text, first.range[0]);
  return { range: [at, at], text: `${newline}${indent}${name}${type}${close}${gap}` };
}
