import { readFileSync, readdirSync, realpathSync, statSync } from 'node:fs';

/**
 * What lies on the disk, read when asked for and kept until it changes. Nothing in here throws, and nothing else in the house looks at
 * the disk: where there is none, another module with the same exports takes the place of this one.
 */

/** A file as it was when it was last looked at. */
export interface Stamp {
  readonly time: number;
  readonly size: number;
}

/** When a file was written and how long it is; undefined for what is no file. */
export function stampOf(path: string): Stamp | undefined {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    return found?.isFile() ? { time: found.mtimeMs, size: found.size } : undefined;
  } catch {
    return undefined;
  }
}

/** What `changedAt` has found since it was told to look again. */
const seen = new Map<string, number | undefined>();

/** Says that a new file is linted: what may have changed since the last is looked at again, once. */
export function lookAgain(): void {
  seen.clear();
}

/** When anything, a file or a folder, was changed last; undefined where there is nothing. */
export function changedAt(path: string): number | undefined {
  const known = seen.get(path);
  if (known !== undefined || seen.has(path)) return known;
  const found = changeOf(path);
  seen.set(path, found);
  return found;
}

function changeOf(path: string): number | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  } catch {
    return undefined;
  }
}

/** Whether there is anything at a path. */
export function isThere(path: string): boolean {
  return changedAt(path) !== undefined;
}

/** What stands in a folder. */
export interface Entry {
  readonly name: string;
  isFile(): boolean;
  isDirectory(): boolean;
}

/** What stands in a folder; nothing where it cannot be read. */
export function entriesOf(folder: string): readonly Entry[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** Whether two looks at a file saw the same text. */
export function isSame(a: Stamp | undefined, b: Stamp | undefined): boolean {
  return a?.time === b?.time && a?.size === b?.size;
}

/** The path with all symbolic links followed; undefined where there is nothing. */
export function realPath(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

interface Kept {
  readonly stamp: Stamp;
  readonly text: string;
}

/** How many characters of text are kept; what was not asked for longest goes first. */
const CAP = 16_000_000;

const kept = new Map<string, Kept>();
let size = 0;

/** The text of a file, without the mark that some editors put before it; undefined where it cannot be read. */
export function textAt(path: string, stamp: Stamp): string | undefined {
  const known = kept.get(path);
  if (known) {
    kept.delete(path);
    if (isSame(known.stamp, stamp)) {
      kept.set(path, known);
      return known.text;
    }
    size -= known.text.length;
  }
  const text = readText(path);
  if (text === undefined) return undefined;
  kept.set(path, { stamp, text });
  size += text.length;
  for (const [oldest, { text: gone }] of kept) {
    if (size <= CAP) break;
    kept.delete(oldest);
    size -= gone.length;
  }
  return text;
}

/** The text of a file as it is now, which is not kept. */
export function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch {
    return undefined;
  }
}
