/** The linter of the playground: ESLint, the plugin and the parsers as one script for browsers, and TypeScript as another. */
import { join, relative } from 'node:path';

import { type Plugin, build } from 'esbuild';

const root = join(import.meta.dirname, '..');
const site = join(root, 'site');

/** A file that was made, and how many bytes it has. */
export interface Made {
  readonly file: string;
  readonly bytes: number;
}

/** Writes the scripts into a folder. `worker.js` is the one that a page starts; it loads the others. */
export async function buildLinter(folder: string): Promise<readonly Made[]> {
  const { metafile } = await build({
    absWorkingDir: site,
    entryPoints: ['linter/worker.ts'],
    outdir: folder,
    bundle: true,
    splitting: true,
    chunkNames: '[name]-[hash]',
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    legalComments: 'linked',
    logLevel: 'warning',
    metafile: true,
    define: { 'process.env': '{}' },
    plugins: [withoutDisk, withoutCoreRules],
  });
  return Object.entries(metafile.outputs).map(([path, { bytes }]) => ({
    file: relative(folder, join(site, path)),
    bytes,
  }));
}

/** What looks at the disk finds the project of the playground on a page, and nothing else. */
const withoutDisk: Plugin = {
  name: 'without-disk',
  setup(builder) {
    builder.onResolve({ filter: /\/disk\.ts$/ }, () => ({ path: join(site, 'linter/page-disk.ts') }));
    builder.onResolve({ filter: /^node:path$|^path$/ }, ({ kind }) =>
      builder.resolve('path-browserify', { resolveDir: site, kind }),
    );
    // No second file of code is read there, and nobody asks for the analyser of its scopes.
    builder.onResolve({ filter: /^@typescript-eslint\/scope-manager$/ }, ({ path, importer }) =>
      /[\\/]project[\\/]parsing\.ts$/.test(importer) ? { path, external: true } : undefined,
    );
    // The parser would read a `tsconfig.json` with it, if it were told of one.
    builder.onResolve({ filter: /^node:fs$/ }, ({ path, importer }) =>
      /[\\/]tsconfig-utils[\\/]/.test(importer) ? { path, namespace: 'nothing' } : undefined,
    );
    builder.onLoad({ filter: /^/, namespace: 'nothing' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/** The rules of ESLint itself, which are half of its code: the page switches none of them on. */
const withoutCoreRules: Plugin = {
  name: 'without-core-rules',
  setup(builder) {
    builder.onLoad({ filter: /[\\/]eslint[\\/]lib[\\/]rules[\\/]index\.js$/ }, () => ({
      contents: 'module.exports = new Map();',
    }));
    // Two builds of one parser, for `import` and `require`.
    builder.onResolve({ filter: /^acorn$/ }, ({ kind, resolveDir }) =>
      kind === 'require-call' ? builder.resolve('acorn', { resolveDir, kind: 'import-statement' }) : undefined,
    );
  },
};
