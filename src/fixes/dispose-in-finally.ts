import type { Leak } from '../ownership/model.ts';
import type { Editing, Repair } from './model.ts';
import { sceneOf } from './scene.ts';
import { SHAPES } from './shapes.ts';

/** The titles of the edits in this file. */
export const DISPOSE_TITLES = {
  disposeInFinally: 'Move what follows into a `try` with `{{code}}` in its `finally`.',
} as const;

export type DisposeRepair = Repair<keyof typeof DISPOSE_TITLES>;

/**
 * Puts the disposal of a client or a lease into a `finally`, in the way that changes least: an existing `try` gets it where there is
 * one. Nothing where the code is shaped so that the outcome is in doubt.
 */
export function disposeInFinally(leak: Leak, file: Editing): readonly DisposeRepair[] {
  const scene = sceneOf(leak, file);
  if (!scene) return [];
  for (const shape of SHAPES) {
    const found = shape(scene);
    if (!found) continue;
    const { certainty, edits } = found;
    return [{ certainty, title: 'disposeInFinally', data: { code: scene.code }, edits, covers: scene.lifetime }];
  }
  return [];
}
