import type { TSESTree } from '@typescript-eslint/utils';

import { type Node, contains, unwrap } from '../lang/nodes.ts';
import type { PlainDisposal } from './disposers.ts';
import type { Repair, TextEdit } from './model.ts';
import { type Meanwhile, meanwhile, openPoints } from './quiet.ts';
import { Results } from './results.ts';
import { type Scene, declaresForOthers, hangsOnBlock, isConstant } from './scene.ts';
import type { Statement } from './statements.ts';

/** What a shape of code needs to have its disposal in a `finally`. */
export type Change = Pick<Repair, 'certainty' | 'edits'>;

/** The shapes that are known, in the order in which they are tried. */
export const SHAPES: readonly ((scene: Scene) => Change | undefined)[] = [lastInBlock, existingTry, wholeRest];

/** The disposal stands in the same block, and nothing that is declared before it is used behind it: it becomes the `finally` where it stands. */
function lastInBlock(scene: Scene): Change | undefined {
  const { rest, disposals, pen, sourceCode } = scene;
  const at = rest.findIndex((statement) => disposals.some((disposal) => disposal.statement === statement));
  const closing = disposals.find(({ statement }) => statement === rest[at]);
  const wrapped = rest.slice(0, at);
  const [first, last] = [wrapped[0], wrapped.at(-1)];
  if (!isConstant(scene) || !closing || !first || !last || isTryOnly(wrapped) || hangsOnBlock(wrapped)) return undefined;
  const others = disposals.filter((disposal) => disposal !== closing);
  if (declaresForOthers(wrapped, sourceCode) || !others.every(({ statement }) => wrapped.some((each) => contains(each, statement)))) return undefined;
  const prefix = scene.isAwaited && !isAwaitedCall(closing) ? 'await ' : '';
  return finished(scene, wrapped, others, [pen.open(first), pen.shift(first, last), pen.finishWith(closing.statement, last, prefix, 'close')]);
}

/** A `try` without `finally` follows at once: it gets one. */
function existingTry(scene: Scene): Change | undefined {
  const { rest, disposals, pen } = scene;
  const [guard, next] = rest;
  if (!isConstant(scene) || guard?.type !== 'TryStatement' || guard.finalizer || !guard.handler) return undefined;
  const closing = disposals.find(({ statement }) => statement === next);
  const others = disposals.filter((disposal) => disposal !== closing);
  if (others.length + (closing ? 1 : 0) === 0 || !others.every(({ statement }) => contains(guard, statement))) return undefined;
  if (!closing && rest.slice(1).some((statement) => isMentioned(statement, scene))) return undefined;
  const prefix = scene.isAwaited && closing && !isAwaitedCall(closing) ? 'await ' : '';
  const useless = uselessCatch(guard, others, scene);
  const indent = pen.indentOf(guard);
  const last = closing ? pen.finishWith(closing.statement, guard, prefix, 'closed') : [{ range: [guard.range[1], guard.range[1]] as const, text: pen.finallyText(indent, scene.code, '') }];
  return finished(scene, [guard], others, [useless ?? [], last]);
}

/** Everything behind the acquisition goes into the `try`. */
function wholeRest(scene: Scene): Change | undefined {
  const { rest, disposals, pen, sourceCode } = scene;
  const removed = disposals.map(({ statement }) => statement);
  const kept = rest.filter((statement) => !removed.includes(statement));
  const [first, last] = [kept[0], kept.at(-1)];
  if (!isConstant(scene) || !first || !last || first !== rest[0] || hangsOnBlock(rest) || declaresForOthers(rest, sourceCode)) return undefined;
  if (!disposals.every(({ statement }) => rest.some((each) => contains(each, statement)))) return undefined;
  return finished(scene, rest, disposals, [pen.open(first), pen.shift(first, last), pen.finish(last, first, scene.code)]);
}

/** Adds what every shape needs: the plain disposals go, returned promises are awaited, and doubts lower the certainty. */
function finished(scene: Scene, wrapped: readonly Statement[], removed: readonly PlainDisposal[], parts: readonly (readonly TextEdit[] | undefined)[]): Change | undefined {
  const { leak, holder, ref, home, sourceCode, disposals, pen } = scene;
  const within = (node: Node): boolean => wrapped.some((statement) => contains(statement, node));
  const between = removed.map((disposal) => meanwhile(disposal, disposals, within, holder, leak));
  const results = new Results(holder, ref, home, sourceCode);
  const awaited = results.awaited(wrapped, openPoints(leak), leak);
  const settled = disposals.length === 0 ? results.isSettled(wrapped) : 'yes';
  const cuts = removed.map(({ statement }) => pen.remove(statement));
  if (between.includes('used') || !awaited || settled === 'no') return undefined;
  const edits = combined([...parts, awaited.edits], cuts);
  const isExact = between.every((each: Meanwhile) => each === 'nothing') && awaited.isCertain && settled === 'yes';
  return edits && { certainty: isExact ? 'exact' : 'likely', edits };
}

/** All edits, without those in lines that go. */
function combined(parts: readonly (readonly TextEdit[] | undefined)[], cuts: readonly (TextEdit | undefined)[]): readonly TextEdit[] | undefined {
  const whole = parts.filter((part) => part !== undefined);
  const removed = cuts.filter((cut) => cut !== undefined);
  if (whole.length < parts.length || removed.length < cuts.length) return undefined;
  const isCut = ([start]: TextEdit['range']): boolean => removed.some(({ range }) => range[0] <= start && start < range[1]);
  const swallowed = (edit: TextEdit): boolean => whole.flat().some(({ range, text }) => text === '' && range[0] < edit.range[0] && edit.range[1] < range[1]);
  return [...whole.flat().filter((edit) => !isCut(edit.range)), ...removed.filter((cut) => !swallowed(cut))];
}

/** `catch (error) { throw error; }`, once the disposal has left it: the whole clause goes. */
function uselessCatch(guard: TSESTree.TryStatement, removed: readonly PlainDisposal[], { sourceCode }: Scene): TextEdit[] | undefined {
  const handler = guard.handler;
  const left = handler?.body.body.filter((statement) => !removed.some((disposal) => disposal.statement === statement)) ?? [];
  const [only] = left;
  if (!handler || left.length !== 1 || only?.type !== 'ThrowStatement' || handler.param?.type !== 'Identifier') return undefined;
  const thrown = unwrap(only.argument);
  if (thrown.type !== 'Identifier' || thrown.name !== handler.param.name || left.length === handler.body.body.length) return undefined;
  const from = guard.block.range[1];
  if (sourceCode.getAllComments().some(({ range }) => range[0] >= from && range[1] <= handler.range[1])) return undefined;
  return [{ range: [from, handler.range[1]], text: '' }];
}

function isAwaitedCall({ call }: PlainDisposal): boolean {
  return call.parent.type === 'AwaitExpression' || call.parent.parent?.type === 'AwaitExpression';
}

function isTryOnly(wrapped: readonly Statement[]): boolean {
  return wrapped.length === 1 && wrapped[0]?.type === 'TryStatement' && !wrapped[0].finalizer;
}

function isMentioned(statement: Node, { holder }: Scene): boolean {
  return holder.references.some(({ identifier }) => contains(statement, identifier as Node));
}
