import { join } from 'node:path';

import { entriesOf, readText } from './disk.ts';
import { rootOf } from './root.ts';

/**
 * What a project brings to be put in front of itself: the configuration of nginx. Before 1.29.7 that opens a connection for each request
 * unless it is told to keep some, and what is not kept is closed by nobody too early.
 */

/** The most folders and files that are looked for, and how deep. */
const MOST = 3_000;
const DEEP = 5;
/** For how many milliseconds an answer is taken to hold. */
const FRESH = 30_000;

const LEFT_OUT = /^(?:node_modules|\.git|dist|coverage)$/;
const NAMED = /nginx|^default\b|^site/i;
const KEEPS = /[\s;{]keepalive\s+\d|proxy_set_header\s+Connection\s+(?:""|'')/;

const answers = new Map<string, { readonly at: number; readonly is: boolean }>();

/** Whether the project has nginx pass requests on, and no connection kept for the next. */
export function connectsAnew(filename: string, folder: string | undefined): boolean {
  const root = rootOf(filename, folder);
  if (root === undefined) return false;
  const now = Date.now();
  const known = answers.get(root);
  if (known && now - known.at < FRESH) return known.is;
  const passing = textsIn(root).filter((text) => /[\s;{]proxy_pass\s/.test(text));
  const is = passing.length > 0 && !passing.some((text) => KEEPS.test(text));
  answers.set(root, { at: now, is });
  return is;
}

/** The texts of what may configure nginx, the nearest to the root first. */
function textsIn(root: string): readonly string[] {
  const found: string[] = [];
  let ring = [root];
  let left = MOST;
  for (let depth = 0; depth < DEEP && ring.length > 0 && left > 0; depth++) {
    const entries = ring.flatMap((folder) =>
      entriesOf(folder).map((entry) => ({ entry, path: join(folder, entry.name) })),
    );
    left -= entries.length;
    const files = entries.filter(
      ({ entry }) => entry.isFile() && /\.conf(?:\.template)?$/.test(entry.name) && NAMED.test(entry.name),
    );
    found.push(...files.flatMap(({ path }) => readText(path) ?? []));
    ring = entries.filter(({ entry }) => entry.isDirectory() && !LEFT_OUT.test(entry.name)).map(({ path }) => path);
  }
  return found;
}
