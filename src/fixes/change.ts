import { type Node, contains } from '../lang/nodes.ts';
import type { PlainDisposal } from './disposers.ts';
import type { Repair, TextEdit } from './model.ts';
import { isDrained } from './drained.ts';
import { outermost } from './outermost.ts';
import { meanwhile } from './meanwhile.ts';
import { Results } from './results.ts';
import { type Scene, isInCatch } from './scene.ts';
import type { Statement } from './statements.ts';

/** What a shape of code needs to have its disposal in a `finally`. */
export type Change = Pick<Repair, 'certainty' | 'edits'>;

/** A part of a change; undefined where it cannot be made, so that nothing is. */
export type Part = readonly TextEdit[] | undefined;

/** Adds what every shape needs: the plain disposals go, returned promises are awaited, and doubts lower the certainty. */
export function finished(
  scene: Scene,
  wrapped: readonly Statement[],
  removed: readonly PlainDisposal[],
  parts: readonly Part[],
): Change | undefined {
  const { disposals, pen } = scene;
  const within = (node: Node): boolean => wrapped.some((statement) => contains(statement, node));
  const between = removed.map((disposal) => meanwhile(disposal, within, scene));
  const results = new Results(scene);
  const awaited = results.awaited(wrapped);
  const settled = disposals.length === 0 ? results.isSettled(wrapped) : 'yes';
  const cuts = removed.map(({ statement }) => pen.remove(statement));
  if (between.includes('used') || !isDrained(wrapped, scene) || !awaited || settled === 'no') return undefined;
  const edits = combined([awaited.edits, ...parts], cuts);
  const isOnlyWhenBad = disposals.length > 0 && disposals.every(({ statement }) => isInCatch(statement));
  const isExact =
    !isOnlyWhenBad && between.every((each) => each === 'nothing') && awaited.isCertain && settled === 'yes';
  return edits && { certainty: isExact ? 'exact' : 'likely', edits };
}

/** All edits, without the indentation and the cuts inside what goes. */
function combined(parts: readonly Part[], cuts: readonly (TextEdit | undefined)[]): readonly TextEdit[] | undefined {
  const all = [...parts.flatMap((part) => part ?? []), ...cuts.flatMap((cut) => cut ?? [])];
  if (parts.includes(undefined) || cuts.includes(undefined)) return undefined;
  return outermost(all);
}
