import { basename, dirname, join } from 'node:path';

import { type Stamp, entriesOf, isSame, readText, stampOf } from './disk.ts';

/**
 * Which files of a project may import which: a scan of all its texts for what they import, made when first asked for and kept for a
 * while. A project that is too large, or takes too long, is not scanned at all, and nothing is known of its importers.
 */

/** How many files are scanned, how many characters of them, and for how long (in milliseconds). */
const MOST_FILES = 6_000;
const MOST_TEXT = 60_000_000;
const LONGEST = 5_000;

/** For how long a scan holds: an editor has to hear of a new import some day. */
const FRESH = 10_000;

interface Scan {
  readonly until: number;
  /** The imports by the last part of their specifiers; undefined where there are too many files. */
  readonly byLast: ReadonlyMap<string, readonly Import[]> | undefined;
}

/** A file, and what it imports. */
export interface Import {
  readonly from: string;
  readonly specifier: string;
}

interface Read {
  readonly stamp: Stamp;
  readonly specifiers: readonly string[];
}

const scans = new Map<string, Scan>();
const reads = new Map<string, Read>();

function scanOf(root: string): Scan {
  const known = scans.get(root);
  const scan = known && known.until > Date.now() ? known : scanned(root);
  scans.set(root, scan);
  return scan;
}

/** The imports below a root whose names may stand for a path; undefined where the project could not be scanned. */
export function mayImport(path: string, root: string): readonly Import[] | undefined {
  const { byLast } = scanOf(root);
  return byLast
    ? namesFor(path)
        .flatMap((name) => byLast.get(name) ?? [])
        .filter(({ from }) => from !== path)
    : undefined;
}

/** The files below a root that import a module by exactly that specifier; none where the project could not be scanned. */
export function importing(specifier: string, root: string): readonly string[] {
  const found = scanOf(root).byLast?.get(plain(specifier.split('/').pop() ?? '')) ?? [];
  return found.flatMap((each) => (each.specifier === specifier ? [each.from] : []));
}

/** How people end a specifier that means a file: by its name, or for an index by the folder or the package it is the index of. */
export function namesFor(path: string): readonly string[] {
  const name = plain(basename(path));
  if (!/^(?:index|main|mod)$/.test(name)) return [name];
  const folders = [dirname(path), dirname(dirname(path)), dirname(dirname(dirname(path)))].map((each) =>
    basename(each),
  );
  return [name, ...folders, '.', '..'];
}

function plain(name: string): string {
  return name.replace(/(?:\.d)?\.[cm]?[jt]sx?$/, '');
}

function scanned(root: string): Scan {
  const began = Date.now();
  const byLast = new Map<string, Import[]>();
  let files = 0;
  let size = 0;
  for (const path of sourcesIn(root)) {
    const read = importsOf(path);
    files++;
    size += read?.stamp.size ?? 0;
    if (files > MOST_FILES || size > MOST_TEXT || Date.now() - began > LONGEST)
      return { until: Number.POSITIVE_INFINITY, byLast: undefined };
    for (const specifier of read?.specifiers ?? []) {
      const last = plain(specifier.split('/').pop() ?? '');
      const list = byLast.get(last);
      const found = { from: path, specifier };
      if (list) list.push(found);
      else byLast.set(last, [found]);
    }
  }
  const took = Date.now() - began;
  return { until: Date.now() + Math.max(FRESH, took * 50), byLast };
}

/** Whatever imports: components too, though they are not read as code. */
const SOURCE = /\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/;
const SKIPPED = /^(?:node_modules|dist|build|out|coverage|vendor|\..*)$/;

function* sourcesIn(folder: string): Iterable<string> {
  for (const entry of entriesOf(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!SKIPPED.test(entry.name)) yield* sourcesIn(path);
    } else if (entry.isFile() && SOURCE.test(entry.name) && !/\.d\.[cm]?ts$/.test(entry.name)) yield path;
  }
}

const SPECIFIER = /(?:\bfrom\s*|\brequire\s*\(\s*|\bimport\s*(?:\(\s*)?)['"`]([^'"`\n]+)['"`]/g;

/** What a file imports or requires, as written. */
export function specifiersIn(path: string): readonly string[] {
  return importsOf(path)?.specifiers ?? [];
}

function importsOf(path: string): Read | undefined {
  const stamp = stampOf(path);
  if (!stamp || stamp.size > 400_000) return undefined;
  const known = reads.get(path);
  if (known && isSame(known.stamp, stamp)) return known;
  const text = readText(path) ?? '';
  const read = {
    stamp,
    specifiers: [...new Set([...text.matchAll(SPECIFIER)].map(([, specifier = '']) => specifier))],
  };
  reads.set(path, read);
  return read;
}
