import { join } from 'node:path';

import { stampOf } from './disk.ts';

/** Which file a path means that was written without all of its name. */

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];

/** What TypeScript lets one write `.js` for. */
const WRITTEN_FOR: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx'],
  '.jsx': ['.tsx', '.ts'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};

/** The file that a path without its ending, or with that of what it is compiled to, stands for; a folder stands for its index. */
export function fileAt(path: string): string | undefined {
  return named(path) ?? EXTENSIONS.map((each) => join(path, `index${each}`)).find(exists);
}

function named(path: string): string | undefined {
  const written = /\.[cm]?jsx?$/.exec(path)?.[0];
  if (written !== undefined) {
    const base = path.slice(0, -written.length);
    const source = (WRITTEN_FOR[written] ?? []).map((each) => base + each).find(exists);
    if (source !== undefined) return source;
  }
  if (/\.[cm]?[jt]sx?$/.test(path) && exists(path)) return path;
  return EXTENSIONS.map((each) => path + each).find((each) => exists(each));
}

function exists(path: string): boolean {
  return !/\.d\.[cm]?ts$/.test(path) && stampOf(path) !== undefined;
}

/** Folders that hold what a build makes of the sources. */
const BUILT = /[\\/](?:dist|build|out|lib|esm|cjs)(?=[\\/])/;

/** The source that a file of a build was made of, or that file itself where there is no such source. */
export function sourceAt(path: string): string | undefined {
  const plain = path.replace(/\.d\.([cm]?)ts$/, '.$1js');
  if (BUILT.test(plain)) {
    const inSources = plain.replace(BUILT, '/src').replace(/[\\/](?:esm|cjs|types|node|browser)(?=[\\/])/, '');
    const found = fileAt(inSources) ?? fileAt(plain.replace(BUILT, ''));
    if (found !== undefined) return found;
  }
  return fileAt(plain);
}
