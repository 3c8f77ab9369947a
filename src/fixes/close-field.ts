import type { TSESTree } from '@typescript-eslint/utils';

import { walk } from '../lang/census.ts';
import { type FunctionNode, type Node, contains, isClass, isFunction, propertyName, unwrap } from '../lang/nodes.ts';
import type { OwnerLeak } from '../ownership/owners.ts';
import { layoutOf, startsLine } from './layout.ts';
import type { Editing, Repair, SourceCode, TextEdit } from './model.ts';
import { endWithComments } from './statements.ts';

/** The titles of the edits in this file. */
export const CLOSE_TITLES = {
  extend: 'Close `{{name}}` at the end of `{{closer}}()`.',
  generate: 'Add a method `{{closer}}()` that closes `{{name}}`.',
} as const;

export type CloseRepair = Repair<keyof typeof CLOSE_TITLES>;

/**
 * Closes the client of a field where the class closes what it holds, or in a method of its own where it closes nothing. Always a
 * suggestion: whether others still need the client at that moment is for a person to see. Nothing where the method has ways out
 * before its end, or where a base class of another file may have a method of the same name.
 */
export function closeField(leak: OwnerLeak, file: Editing): readonly CloseRepair[] {
  const { sourceCode } = file;
  if (leak.holdsPromise || leak.replacedIn !== undefined || leak.failedIn !== undefined) return [];
  // Clients that are let go are closed where that happens, in ways that the code has to find.
  if (leak.collection && !leak.closer) return [];
  return leak.closer ? extended(leak, leak.closer, sourceCode) : generated(leak, file);
}

/** A call that closes the field: `this.redis?.quit()`; undefined where the library wants more than one call without arguments. */
function closingCall(
  { held, ref, owner, place, collection }: OwnerLeak,
  wanted: 'any' | 'sync',
  sourceCode: SourceCode,
): { readonly code: string; readonly isAsync: boolean } | undefined {
  const plain = Object.entries(ref.type.dispose ?? {}).filter(
    ([name, { needs, decides, finishedBy, args, since }]) =>
      !name.includes('.') && !needs && !decides && !finishedBy && args === undefined && since === undefined,
  );
  const polite = plain.find(([, { forced }]) => forced !== true);
  // Who does not wait gets the disposer that takes no time, if there is one.
  const quick = plain.find(([, { async }]) => async !== true);
  const [name, chosen] = (wanted === 'sync' ? (quick ?? polite) : polite) ?? [];
  if (name === undefined || !chosen) return undefined;
  if (collection) return { code: `each.${name}()`, isAsync: chosen.async === true };
  const isThere = isFunction(owner) || isAlwaysThere(owner, held.replace('this.', ''), place, sourceCode);
  return { code: `${held}${isThere ? '' : '?'}.${name}()`, isAsync: chosen.async === true };
}

/** Whether every object of the class has the client from its construction to its end. */
function isAlwaysThere(owner: Node, field: string, place: Node, sourceCode: SourceCode): boolean {
  const seen = { atOnce: false, later: false };
  walk(owner, sourceCode.visitorKeys, (node) => {
    if (node.type === 'PropertyDefinition' && propertyName(node) === field && !node.static) {
      seen.atOnce ||= node.value !== null && contains(node.value, place);
      seen.later ||= node.optional || isPerhapsNothing(node.typeAnnotation?.typeAnnotation);
    }
    if (node.type !== 'AssignmentExpression' || node.left.type !== 'MemberExpression') return undefined;
    if (node.left.object.type !== 'ThisExpression' || propertyName(node.left) !== field) return undefined;
    if (node.operator === '=' && isInConstructor(node) && !isConditional(node.right)) seen.atOnce = true;
    else seen.later = true;
    return undefined;
  });
  return seen.atOnce && !seen.later;
}

function isPerhapsNothing(type: Node | undefined): boolean {
  return (
    type?.type === 'TSUnionType' &&
    type.types.some((each) => each.type === 'TSUndefinedKeyword' || each.type === 'TSNullKeyword')
  );
}

function isConditional(value: Node): boolean {
  const { type } = unwrap(value);
  return type === 'ConditionalExpression' || type === 'LogicalExpression';
}

/** A statement of its own in the constructor. */
function isInConstructor(assignment: Node): boolean {
  const body = assignment.parent?.type === 'ExpressionStatement' ? assignment.parent.parent : undefined;
  const method = body?.type === 'BlockStatement' ? body.parent.parent : undefined;
  return method?.type === 'MethodDefinition' && method.kind === 'constructor';
}

/** A statement more at the end of the method, or an element more of the `Promise.all` that it ends with. */
function extended(
  leak: OwnerLeak,
  { fn, name }: NonNullable<OwnerLeak['closer']>,
  sourceCode: SourceCode,
): readonly CloseRepair[] {
  const { body } = fn;
  if (body.type !== 'BlockStatement' || fn.generator || leavesEarly(fn, sourceCode)) return [];
  const last = body.body.at(-1);
  const list = last && !leak.collection ? gathered(last) : undefined;
  // A loop cannot stand in a list.
  if (leak.collection && last && gathered(last) && last.type === 'ReturnStatement') return [];
  const call = closingCall(leak, fn.async || list ? 'any' : 'sync', sourceCode);
  const head = leak.collection ? `for (const each of ${leak.collection.turn}) ` : '';
  const edits = call && (list ? inList(list, call.code, sourceCode) : atEnd(fn, call, head, sourceCode));
  if (!edits) return [];
  const data = { name: leak.held, closer: name };
  return [{ certainty: 'likely', title: 'extend', data, edits, covers: coverOf(leak.place, fn) }];
}

function coverOf(place: Node, other: Node): readonly [number, number] {
  return [Math.min(place.range[0], other.range[0]), Math.max(place.range[1], other.range[1])];
}

/** A way out before the end, on which what is added there would not be reached. */
function leavesEarly(fn: FunctionNode, sourceCode: SourceCode): boolean {
  const last = fn.body.type === 'BlockStatement' ? fn.body.body.at(-1) : undefined;
  let found = last?.type === 'ThrowStatement' || (last?.type === 'ReturnStatement' && !gathered(last));
  walk(fn.body, sourceCode.visitorKeys, (node) => {
    if (isFunction(node)) return false;
    found ||= node.type === 'ReturnStatement' && node !== last;
    return !found;
  });
  return found;
}

/** The list of `await Promise.all([…])` or `return Promise.all([…])`. */
function gathered(statement: Node): TSESTree.ArrayExpression | undefined {
  const value =
    statement.type === 'ReturnStatement'
      ? statement.argument
      : statement.type === 'ExpressionStatement' && statement.expression.type === 'AwaitExpression'
        ? statement.expression.argument
        : null;
  const call = value && (value.type === 'AwaitExpression' ? value.argument : value);
  const list = call?.type === 'CallExpression' ? call.arguments[0] : undefined;
  const isAll =
    call?.type === 'CallExpression' &&
    call.callee.type === 'MemberExpression' &&
    call.callee.object.type === 'Identifier' &&
    call.callee.object.name === 'Promise' &&
    /^all(?:Settled)?$/.test(propertyName(call.callee) ?? '');
  return isAll && list?.type === 'ArrayExpression' && list.elements.length > 0 ? list : undefined;
}

function inList(list: TSESTree.ArrayExpression, code: string, sourceCode: SourceCode): readonly TextEdit[] | undefined {
  const last = list.elements.at(-1);
  if (!last) return undefined;
  const at = last.range[1];
  const line = /^[ \t]*/.exec(sourceCode.lines[last.loc.start.line - 1] ?? '')?.[0] ?? '';
  const isOwnLine = startsLine(sourceCode.text, last.range[0]);
  const gap = isOwnLine ? `${layoutOf(sourceCode).newline}${line}` : ' ';
  return [{ range: [at, at], text: `,${gap}${code}` }];
}

function atEnd(
  fn: FunctionNode,
  { code, isAsync }: { readonly code: string; readonly isAsync: boolean },
  head: string,
  sourceCode: SourceCode,
): readonly TextEdit[] | undefined {
  const body = fn.body as TSESTree.BlockStatement;
  const { newline, unit, end } = layoutOf(sourceCode);
  // A method that does not wait lets the closing go its way.
  const statement = `${head}${isAsync ? (fn.async ? 'await ' : 'void ') : ''}${code}${end}`;
  const last = body.body.at(-1);
  const brace = body.range[1] - 1;
  const indent = /^[ \t]*/.exec(sourceCode.lines[body.loc.end.line - 1] ?? '')?.[0] ?? '';
  if (last) {
    const at = startsLine(sourceCode.text, last.range[0]) ? endWithComments(last, sourceCode) : undefined;
    if (at === undefined || !startsLine(sourceCode.text, brace)) return undefined;
    const before = /^[ \t]*/.exec(sourceCode.lines[last.loc.start.line - 1] ?? '')?.[0] ?? '';
    return [{ range: [at, at], text: `${newline}${before}${statement}` }];
  }
  const isBare = sourceCode.text.slice(body.range[0] + 1, brace).trim() === '';
  const outer = /^[ \t]*/.exec(sourceCode.lines[body.loc.start.line - 1] ?? '')?.[0] ?? indent;
  return isBare
    ? [{ range: [body.range[0] + 1, brace], text: `${newline}${outer}${unit}${statement}${newline}${outer}` }]
    : undefined;
}

/** Names for a method that closes, the best first. */
const NAMES = ['close', 'dispose', 'shutdown'];

/** A method more behind the last member, written as the others are. */
function generated(leak: OwnerLeak, file: Editing): readonly CloseRepair[] {
  const { sourceCode } = file;
  const members = membersOf(leak);
  const last = members.at(-1);
  const call = closingCall(leak, 'any', sourceCode);
  const taken = new Set(members.map((member) => propertyName(member)));
  const free = NAMES.find((name) => !taken.has(name));
  if (!last || !call || free === undefined || leak.mayInherit || !startsLine(sourceCode.text, last.range[0])) return [];
  const at = endWithComments(last, sourceCode);
  if (at === undefined) return [];
  const symbol = `[Symbol.${call.isAsync ? 'asyncDispose' : 'dispose'}]`;
  const names = file.mayWriteUsing?.() === true ? [symbol, free] : [free];
  return names.map((name) => ({
    certainty: 'likely',
    title: 'generate',
    data: { name: leak.held, closer: name },
    edits: [{ range: [at, at], text: methodText(name, call, leak, last, sourceCode) }],
    covers: coverOf(leak.place, last),
  }));
}

function membersOf({ owner }: OwnerLeak): readonly TSESTree.ClassElement[] {
  return isClass(owner) ? owner.body.body : [];
}

function methodText(
  name: string,
  { code, isAsync }: { readonly code: string; readonly isAsync: boolean },
  leak: OwnerLeak,
  last: Node,
  sourceCode: SourceCode,
): string {
  const { newline, unit, end } = layoutOf(sourceCode);
  const indent = /^[ \t]*/.exec(sourceCode.lines[last.loc.start.line - 1] ?? '')?.[0] ?? '';
  const methods = membersOf(leak).flatMap((each) =>
    each.type === 'MethodDefinition' && each.kind === 'method' ? [each] : [],
  );
  const isTyped = methods.some(({ value }) => value.returnType !== undefined);
  const isPublic = methods.some(({ accessibility }) => accessibility === 'public');
  const type = isTyped ? (isAsync ? ': Promise<void>' : ': void') : '';
  const head = `${isPublic ? 'public ' : ''}${isAsync ? 'async ' : ''}${name}()${type} {`;
  const statement = `${isAsync ? 'await ' : ''}${code}${end}`;
  return `${newline}${newline}${indent}${head}${newline}${indent}${unit}${statement}${newline}${indent}}`;
}
