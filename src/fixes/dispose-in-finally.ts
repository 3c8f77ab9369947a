import type { Leak } from '../ownership/model.ts';
import { USING_TITLES, awaitUsing } from './await-using.ts';
import type { Editing, Repair } from './model.ts';
import { sceneOf } from './scene.ts';
import { declarationHoisted } from './hoisted.ts';
import { SHAPES } from './shapes.ts';

/** The titles of the edits in this file. */
export const DISPOSE_TITLES = {
  disposeInFinally: 'Move what follows into a `try` with `{{code}}` in its `finally`.',
  ...USING_TITLES,
} as const;

export type DisposeRepair = Repair<keyof typeof DISPOSE_TITLES>;

/**
 * Puts the disposal of a client or a lease into a `finally`, in the way that changes least: an existing `try` gets it where there is
 * one. Nothing where the code is shaped so that the outcome is in doubt.
 */
export function disposeInFinally(leak: Leak, file: Editing): readonly DisposeRepair[] {
  const scene = sceneOf(leak, file);
  if (!scene) return [];
  const using = awaitUsing(scene, file, scene.lifetime);
  if (using?.certainty === 'exact') return [using];
  const changes = SHAPES.flatMap((shape) => {
    const change = shape(scene);
    return change ? [{ shape, change }] : [];
  });
  const exact = changes.find(({ change }) => change.certainty === 'exact');
  const likely = changes.find(({ change }) => change.certainty === 'likely');
  // Beside declarations that are torn apart, some people prefer their code in one block.
  const chosen = exact && exact.shape !== declarationHoisted ? [exact] : [exact, likely];
  const data = { code: scene.code };
  return chosen.flatMap((each) =>
    each ? [{ ...each.change, title: 'disposeInFinally', data, covers: scene.lifetime }] : [],
  );
}
