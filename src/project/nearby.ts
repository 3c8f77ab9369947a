import { realPath, stampOf, textAt } from './disk.ts';
import { specifiersIn } from './importers.ts';
import { resolved } from './resolve.ts';
import { rootOf } from './root.ts';

/**
 * What the files say that one is made of: those that it imports, and those that they import. Nothing is parsed; asked only where there
 * is something to report.
 */

/** How far imports are followed, and to how many files. */
const DEEP = 3;
const MOST_FILES = 80;
/** The longest file that is looked into. */
const LONGEST = 400_000;

/** Whether the pattern matches in a file that this one imports, be it through others. */
export function isSaidNearby(pattern: RegExp, filename: string, folder: string | undefined): boolean {
  const root = rootOf(filename, folder);
  const own = realPath(filename);
  if (root === undefined || own === undefined) return false;
  const seen = new Set([own]);
  let ring: readonly string[] = [own];
  for (let depth = 0; depth < DEEP && ring.length > 0; depth++) {
    const next = ring.flatMap((from) => specifiersIn(from).flatMap((each) => resolved(each, from, root) ?? []));
    ring = [...new Set(next)].filter((path) => !seen.has(path)).slice(0, MOST_FILES - seen.size);
    for (const path of ring) seen.add(path);
    if (ring.some((path) => says(pattern, path))) return true;
  }
  return false;
}

function says(pattern: RegExp, path: string): boolean {
  const stamp = stampOf(path);
  return stamp !== undefined && stamp.size <= LONGEST && pattern.test(textAt(path, stamp) ?? '');
}
