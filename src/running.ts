import type { FileInput } from './analysis.ts';
import type { Node } from './lang/nodes.ts';
import { isNeverTaken } from './ownership/never-taken.ts';
import type { OwnershipSource } from './ownership/ownership.ts';
import { isUncalled } from './ownership/uncalled.ts';
import { mayBeUsed } from './project/unused.ts';
import { isTestFile } from './surroundings.ts';

/**
 * Whether a place may run at all: it stands in no arm that is never taken, and somebody may call its function, as far as other files of
 * the project may be asked. That may need a look at all of them, and is asked only where there is something to report.
 */
export function mayRun(node: Node, source: OwnershipSource, { filename, folder, ...input }: FileInput): boolean {
  if (isNeverTaken(node, source)) return false;
  if (input.isVirtual || !input.parser) return true;
  return !isUncalled(node, source, (names) => mayBeUsed(names, { filename, folder, isTest: isTestFile }));
}
