import { contains } from '../lang/nodes.ts';
import { type Change, finished } from './change.ts';
import { declarationHoisted } from './hoisted.ts';
import type { PlainDisposal } from './disposers.ts';
import { acquiredInTry, existingTry, finallyInFinally, tryMovedUp, tryOutside } from './guarded.ts';
import { laterDisposal } from './meanwhile.ts';
import { type Scene, declaresForOthers, hangsOnBlock, isInFinally, isStable } from './scene.ts';
import type { Statement } from './statements.ts';

/** The shapes of code that are known; of those that fit, the first exact one is taken, else the first. */
export const SHAPES: readonly ((scene: Scene) => Change | undefined)[] = [
  lastInBlock,
  existingTry,
  acquiredInTry,
  tryMovedUp,
  tryOutside,
  finallyInFinally,
  wholeRest,
  declarationHoisted,
];

/** The disposal stands in the same block, and nothing that is declared before it is used behind it: it becomes the `finally` where it stands. */
function lastInBlock(scene: Scene): Change | undefined {
  const { rest, disposals, pen, sourceCode } = scene;
  const at = rest.findIndex((statement) => disposals.some((disposal) => disposal.statement === statement));
  const closing = disposals.find(({ statement }) => statement === rest[at]);
  const wrapped = rest.slice(0, at);
  const [first, last] = [wrapped[0], wrapped.at(-1)];
  if (!isStable(scene, rest) || !closing || !first || !last || isTryOnly(wrapped) || hangsOnBlock(wrapped))
    return undefined;
  const others = disposals.filter((disposal) => disposal !== closing);
  if (isEntangled(wrapped, rest.slice(at + 1), scene)) return undefined;
  if (
    declaresForOthers(wrapped, sourceCode) ||
    !others.every(({ statement }) => wrapped.some((each) => contains(each, statement)))
  )
    return undefined;
  const prefix = scene.isAwaited && !closing.isAwaited ? 'await ' : '';
  return finished(scene, wrapped, others, [
    pen.open(first),
    pen.shift(first, last),
    pen.finishWith(closing.statement, last, prefix, 'close'),
  ]);
}

/** Everything behind the acquisition goes into the `try`. */
function wholeRest(scene: Scene): Change | undefined {
  const { rest, disposals, pen, sourceCode } = scene;
  const removed = disposals.map(({ statement }) => statement);
  const kept = rest.filter((statement) => !removed.includes(statement));
  const [first, last] = [kept[0], kept.at(-1)];
  if (
    !isStable(scene, rest) ||
    !first ||
    !last ||
    first !== rest[0] ||
    hangsOnBlock(rest) ||
    declaresForOthers(rest, sourceCode)
  )
    return undefined;
  const isTakenIn = ({ statement }: PlainDisposal): boolean =>
    !isInFinally(statement) && rest.some((each) => contains(each, statement));
  if (!disposals.every(isTakenIn)) return undefined;
  return finished(scene, rest, disposals, [
    pen.open(first),
    pen.shift(first, last),
    pen.finish(last, first, scene.code),
  ]);
}

function isTryOnly(wrapped: readonly Statement[]): boolean {
  return wrapped.length === 1 && wrapped[0]?.type === 'TryStatement' && !wrapped[0].finalizer;
}

/** Whether something that is opened in the block is disposed of behind it: that one needs a block of its own, inside. */
function isEntangled(wrapped: readonly Statement[], behind: readonly Statement[], scene: Scene): boolean {
  return behind.some((statement) => {
    const variable = statement.type === 'ExpressionStatement' ? laterDisposal(statement.expression, scene) : undefined;
    return variable?.references.some(({ identifier }) => wrapped.some((each) => contains(each, identifier))) === true;
  });
}
