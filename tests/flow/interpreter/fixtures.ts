import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { type Source, read } from './read.ts';

export interface Fixture {
  readonly name: string;
  readonly path: string;
  readonly source: Source;
  readonly loader: 'ts' | 'tsx';
  /** Whether it can be run: not where it imports, or where the engine would have to be sloppy. */
  readonly runs: boolean;
}

const FOLDER = fileURLToPath(new URL('../fixtures/', import.meta.url));

export function fixtures(): Fixture[] {
  return readdirSync(FOLDER)
    .filter((name) => /\.(?:[jt]s|tsx)$/.test(name))
    .map((name) => {
      const text = readFileSync(FOLDER + name, 'utf8');
      const loader = name.endsWith('x') ? 'tsx' : 'ts';
      return {
        name,
        path: FOLDER + name,
        loader,
        source: read(text, loader === 'tsx'),
        runs: !text.startsWith('// @run false'),
      };
    });
}
