import type { TSESTree } from '@typescript-eslint/utils';

import { type Node, contains, literalValue, unwrap } from '../lang/nodes.ts';
import { type Change, type Part, finished } from './change.ts';
import type { PlainDisposal } from './disposers.ts';
import type { TextEdit } from './model.ts';
import { type Scene, declaresForOthers, hangsOnBlock, isStable } from './scene.ts';
import type { Statement } from './statements.ts';

/** A `try` without `finally` follows at once: it gets one. */
export function existingTry(scene: Scene): Change | undefined {
  const { rest } = scene;
  const [guard, next] = rest;
  if (guard?.type !== 'TryStatement' || guard.finalizer || !isStable(scene, rest)) return undefined;
  return withFinally(guard, next, scene, scene.code);
}

/** The name is declared before a `try` in which it gets its value: the `finally` of that `try` disposes of what is there. */
export function acquiredInTry(scene: Scene): Change | undefined {
  const { opening, holder, pen, sourceCode, disposals } = scene;
  const guard = opening.parent?.parent;
  const siblings = guard?.parent?.type === 'BlockStatement' ? guard.parent.body : [];
  if (guard?.type !== 'TryStatement' || guard.block !== opening.parent || !mayBeNothing(holder.defs[0]?.node, scene))
    return undefined;
  const next = siblings[siblings.indexOf(guard) + 1];
  if (!guard.finalizer) return withFinally(guard, next, scene, scene.optionalCode);
  const [first] = guard.finalizer.body;
  if (!first || mentions(guard.finalizer, scene) || !disposals.every(({ statement }) => contains(guard, statement)))
    return undefined;
  const at = pen.startOf(first);
  const end = optionalEnd(scene);
  const inserted: Part =
    at === undefined
      ? undefined
      : [{ range: [at, at], text: `${scene.optionalCode}${end}${pen.layout.newline}${pen.indentOf(first)}` }];
  if (sourceCode.getTokenAfter(guard.finalizer)?.value === 'finally' || isUsedBehind(guard, undefined, scene))
    return undefined;
  return finished(scene, [guard], disposals, [inserted]);
}

function optionalEnd({ pen }: Scene): string {
  return pen.layout.end;
}

/** `finally` behind a `try … catch`; a disposal that stands right behind it becomes that. */
function withFinally(
  guard: TSESTree.TryStatement,
  next: Statement | undefined,
  scene: Scene,
  code: string,
): Change | undefined {
  const { disposals, pen } = scene;
  const closing = disposals.find(({ statement }) => statement === next);
  const others = disposals.filter((disposal) => disposal !== closing);
  if (!others.every(({ statement }) => contains(guard, statement)) || isUsedBehind(guard, closing, scene))
    return undefined;
  const useless = uselessCatch(guard, others, scene);
  const text = pen.finallyText(pen.indentOf(guard), code, '');
  const isVerbatim = code === scene.code;
  const prefix = scene.isAwaited && closing && !closing.isAwaited ? 'await ' : '';
  if (closing && isVerbatim)
    return finished(scene, [guard], others, [
      useless ?? [],
      pen.finishWith(closing.statement, guard, prefix, 'closed'),
    ]);
  return finished(scene, [guard], disposals, [useless ?? [], [{ range: [guard.range[1], guard.range[1]], text }]]);
}

/** Whether the name is used behind a `try` other than by the disposal that is taken in. */
function isUsedBehind(guard: Node, closing: PlainDisposal | undefined, { holder }: Scene): boolean {
  return holder.references.some(({ identifier }) => {
    const node = identifier as Node;
    return node.range[0] >= guard.range[1] && !(closing && contains(closing.statement, node));
  });
}

/** Whether a name may hold nothing, in the eyes of the compiler: `let client;`, `let client: PoolClient | undefined;`. */
function mayBeNothing(declarator: Node | undefined, { holder, opening }: Scene): boolean {
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return false;
  const isEmpty =
    declarator.init === null ||
    [null, undefined].includes((literalValue(declarator.init) ?? { value: 0 }).value as null);
  const writes = holder.references.filter((reference) => reference.isWrite() && reference.init !== true);
  const annotation = declarator.id.typeAnnotation?.typeAnnotation;
  const isOptional =
    !annotation ||
    (annotation.type === 'TSUnionType' &&
      annotation.types.some(({ type }) => type === 'TSUndefinedKeyword' || type === 'TSNullKeyword'));
  return isEmpty && isOptional && writes.every(({ identifier }) => contains(opening, identifier as Node));
}

/** Statements stand between the acquisition and the `try` whose `finally` disposes: it begins before them. */
export function tryMovedUp(scene: Scene): Change | undefined {
  const found = lateTry(scene);
  if (!found || found.guard.handler || found.finalizer.body.length > 1) return undefined;
  const { guard, between } = found;
  const { pen, sourceCode } = scene;
  const [first, last] = [between[0], between.at(-1)];
  if (!first || !last || hangsOnBlock(between) || declaresForOthers(between, sourceCode, [...between, guard.block]))
    return undefined;
  return finished(scene, [...between, guard], [], [pen.open(first), pen.shift(first, last), pen.dropTry(guard, last)]);
}

/** The same where that `try` does more: its `catch` and its `finally` must not follow what is thrown before it. A `try` round both. */
export function tryOutside(scene: Scene): Change | undefined {
  const found = lateTry(scene);
  if (!found || (!found.guard.handler && found.finalizer.body.length === 1)) return undefined;
  const { guard, between, finalizer, disposal } = found;
  const { pen, sourceCode, rest } = scene;
  const near = [...between, guard];
  const wrapped = declaresForOthers(near, sourceCode) ? rest : near;
  const [first, last] = [wrapped[0], wrapped.at(-1)];
  if (!first || !last || hangsOnBlock(wrapped) || declaresForOthers(wrapped, sourceCode)) return undefined;
  const isAlone = finalizer.body.length === 1;
  if (isAlone && sourceCode.getCommentsInside(finalizer).length > 0) return undefined;
  const dropped: TextEdit[] = isAlone ? [{ range: [guard.handler?.range[1] ?? 0, guard.range[1]], text: '' }] : [];
  const removed = [disposal];
  const parts = [pen.open(first), pen.shift(first, last), pen.finish(last, first, scene.code), dropped];
  return finished(scene, wrapped, removed, parts);
}

interface LateTry {
  readonly guard: TSESTree.TryStatement;
  readonly finalizer: TSESTree.BlockStatement;
  readonly between: readonly Statement[];
  readonly disposal: PlainDisposal;
}

/** A `try` behind the acquisition whose `finally` disposes of the resource, with other statements between. */
function lateTry(scene: Scene): LateTry | undefined {
  const { rest, disposals } = scene;
  const [disposal, ...others] = disposals;
  const at = rest.findIndex((statement) => disposal && contains(statement, disposal.statement));
  const guard = rest[at];
  if (!disposal || others.length > 0 || guard?.type !== 'TryStatement' || !guard.finalizer || !isStable(scene, rest))
    return undefined;
  if (disposal.statement.parent !== guard.finalizer || at === 0) return undefined;
  return { guard, finalizer: guard.finalizer, between: rest.slice(0, at), disposal };
}

/** Other work comes before the disposal in a `finally`: it gets a `finally` of its own. */
export function finallyInFinally(scene: Scene): Change | undefined {
  const { rest, disposals, pen, sourceCode } = scene;
  const [disposal, ...others] = disposals;
  const block = disposal?.statement.parent;
  const guard = block?.parent;
  if (
    !disposal ||
    others.length > 0 ||
    block?.type !== 'BlockStatement' ||
    guard?.type !== 'TryStatement' ||
    guard.finalizer !== block
  )
    return undefined;
  if (guard !== rest[0] || !isStable(scene, rest)) return undefined;
  const before = block.body.slice(0, block.body.indexOf(disposal.statement as Statement));
  const [first, last] = [before[0], before.at(-1)];
  if (!first || !last || hangsOnBlock(before) || declaresForOthers(before, sourceCode)) return undefined;
  const prefix = scene.isAwaited && !disposal.isAwaited ? 'await ' : '';
  return finished(
    scene,
    before,
    [],
    [pen.open(first), pen.shift(first, last), pen.finishWith(disposal.statement, last, prefix, 'close')],
  );
}

/** `catch (error) { throw error; }`, once the disposal has left it: the whole clause goes. */
function uselessCatch(
  guard: TSESTree.TryStatement,
  removed: readonly PlainDisposal[],
  { sourceCode }: Scene,
): TextEdit[] | undefined {
  const handler = guard.handler;
  const left =
    handler?.body.body.filter((statement) => !removed.some((disposal) => disposal.statement === statement)) ?? [];
  const [only] = left;
  if (!handler || left.length !== 1 || only?.type !== 'ThrowStatement' || handler.param?.type !== 'Identifier')
    return undefined;
  const thrown = unwrap(only.argument);
  if (thrown.type !== 'Identifier' || thrown.name !== handler.param.name || left.length === handler.body.body.length)
    return undefined;
  const from = guard.block.range[1];
  if (sourceCode.getAllComments().some(({ range }) => range[0] >= from && range[1] <= handler.range[1]))
    return undefined;
  return [{ range: [from, handler.range[1]], text: '' }];
}

function mentions(node: Node, { holder }: Scene): boolean {
  return holder.references.some(({ identifier }) => contains(node, identifier));
}
