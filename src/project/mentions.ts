import { join } from 'node:path';

import { entriesOf, realPath, stampOf, textAt } from './disk.ts';
import { rootOf } from './root.ts';

/**
 * What the other files of a project say, without reading them as code: whether a word stands in any of them. A no is certain, since
 * all files that a person may have written are looked at; where there are too many of them nothing is known.
 */

/** The most files, and characters in them, that are looked at. */
const MOST_FILES = 4_000;
const MOST_TEXT = 40_000_000;
/** The longest file that is looked into. */
const LONGEST = 400_000;
/** For how many milliseconds the list of files is taken to be the same. */
const FRESH = 30_000;

const SOURCE = /\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/;
const LEFT_OUT = /^(?:node_modules|\..*|dist|build|out|coverage|vendor)$/;

interface Listed {
  readonly at: number;
  readonly paths: readonly string[] | undefined;
}

const lists = new Map<string, Listed>();

/** Whether the pattern matches in a file of the project other than this one; undefined where that is not known. */
export function isSaidElsewhere(pattern: RegExp, filename: string, folder: string | undefined): boolean | undefined {
  const root = rootOf(filename, folder);
  const own = realPath(filename);
  const paths = root === undefined || own === undefined ? undefined : filesOf(root);
  if (!paths) return undefined;
  const answers = answersTo(pattern);
  let text = 0;
  for (const path of paths) {
    if (path === own) continue;
    const stamp = stampOf(path);
    if (!stamp) continue;
    text += stamp.size;
    if (text > MOST_TEXT) return undefined;
    // Nobody writes by hand what is longer: it is generated, or data.
    if (stamp.size > LONGEST) continue;
    const key = `${path}\n${String(stamp.time)}\n${String(stamp.size)}`;
    const found = answers.get(key) ?? pattern.test(textAt(path, stamp) ?? '');
    answers.set(key, found);
    if (found) return true;
  }
  return false;
}

const known = new Map<string, Map<string, boolean>>();

/** What was found out about the files of this process, for as long as they stay what they were. */
function answersTo({ source, flags }: RegExp): Map<string, boolean> {
  const key = `${flags}/${source}`;
  const found = known.get(key) ?? new Map<string, boolean>();
  known.set(key, found);
  return found;
}

/** The source files below a folder; undefined where there are too many. */
function filesOf(root: string): readonly string[] | undefined {
  const now = Date.now();
  const found = lists.get(root);
  if (found && now - found.at < FRESH) return found.paths;
  const paths: string[] = [];
  const pending = [root];
  for (let folder = pending.pop(); folder !== undefined && paths.length <= MOST_FILES; folder = pending.pop()) {
    for (const entry of entriesOf(folder)) {
      if (entry.isDirectory() && !LEFT_OUT.test(entry.name)) pending.push(join(folder, entry.name));
      else if (entry.isFile() && SOURCE.test(entry.name) && !/\.d\.[cm]?ts$/.test(entry.name))
        paths.push(join(folder, entry.name));
    }
  }
  const listed = paths.length > MOST_FILES ? undefined : paths;
  lists.set(root, { at: now, paths: listed });
  return listed;
}
