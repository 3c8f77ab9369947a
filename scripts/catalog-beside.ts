import type { Plugin } from 'esbuild';

import { libraries } from '../src/catalog/libraries.ts';

/** The file beside the implementation that holds the catalog. */
export const CATALOG_FILE = 'catalog.json';

/**
 * Leaves the catalog out of the bundle: it is data alone, and to compile it as code takes several times as long as to parse it. Values
 * that JSON has no word for are put in their places afterwards.
 */
export const catalogBeside: Plugin = {
  name: 'catalog-beside',
  setup(builder) {
    builder.onResolve({ filter: new RegExp(`/${CATALOG_FILE}$`) }, ({ path }) => ({ path, external: true }));
    builder.onLoad({ filter: /[\\/]catalog[\\/]every-library\.ts$/ }, () => ({
      contents: catalogReader(),
      loader: 'js',
    }));
  },
};

/** The catalog as JSON. */
export function catalogText(): string {
  return JSON.stringify(libraries);
}

/** The code that reads it: a module in the place of `every-library.ts`. */
export function catalogReader(): string {
  const missing = wordlessIn(libraries, []).map(
    ({ path, value }) => `known${path.map((key) => `[${JSON.stringify(key)}]`).join('')} = ${value};`,
  );
  return `let known;
export function everyLibrary() {
  if (known === undefined) {
    known = require('./${CATALOG_FILE}');
    ${missing.join('\n    ')}
  }
  return known;
}`;
}

interface Wordless {
  readonly path: readonly string[];
  /** As code. */
  readonly value: string;
}

/** What JSON cannot say: `undefined` and the numbers that are none. Anything else is no data, and an error. */
function wordlessIn(value: unknown, path: readonly string[]): readonly Wordless[] {
  if (value === undefined || (typeof value === 'number' && !Number.isFinite(value)))
    return [{ path, value: String(value) }];
  if (typeof value === 'function' || typeof value === 'symbol' || value instanceof RegExp || value instanceof Date)
    throw new TypeError(`The catalog holds something that is no data at ${path.join('.')}.`);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => wordlessIn(each, [...path, key]));
}
