/**
 * `npm run build`: one CommonJS implementation, an ESM wrapper round the same instance, declarations for both, and the
 * licences of what was bundled. Everything is written beside `dist` first and then moved, so that nobody who uses
 * `dist` meanwhile sees half of it.
 */
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { type BuildOptions, type Plugin, build } from 'esbuild';

import { CATALOG_FILE, catalogBeside, catalogText } from './catalog-beside.ts';
import { declarations } from './declarations.ts';
import { licencesOf } from './licences.ts';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');

const WRAPPER = `import plugin from './index.cjs';

export default plugin;
export const { meta, rules, configs } = plugin;
`;

const SHARED = {
  absWorkingDir: root,
  write: false,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20.19',
  // Both are the user's; neither is loaded before somebody needs it.
  external: ['eslint', 'typescript'],
  legalComments: 'none',
  // Loading is most of what a small run costs, and half of the text is layout and long names.
  minifyWhitespace: true,
  minifySyntax: true,
  minifyIdentifiers: true,
  logLevel: 'warning',
  metafile: true,
} as const satisfies BuildOptions;

const ANALYSER = '@typescript-eslint/scope-manager';

export async function buildPackage(): Promise<void> {
  const bundle = await build({
    ...SHARED,
    entryPoints: ['src/index.ts'],
    outfile: 'dist/index.cjs',
    // `require` gives the plugin itself, as every version of ESLint expects.
    footer: { js: 'module.exports = module.exports.default;' },
    plugins: [catalogBeside, analyserBeside],
  });
  const analyser = await build({
    ...SHARED,
    entryPoints: [ANALYSER],
    outfile: 'dist/scope-analysis.cjs',
    plugins: [withoutLibraryNames],
  });
  const inputs = [bundle, analyser].flatMap(({ metafile }) => Object.keys(metafile.inputs));
  const files: Record<string, string> = {
    'index.cjs': bundle.outputFiles[0]?.text ?? '',
    [CATALOG_FILE]: catalogText(),
    'scope-analysis.cjs': analyser.outputFiles[0]?.text ?? '',
    'index.js': WRAPPER,
    ...declarations(root),
    'THIRD-PARTY-LICENSES': await licencesOf(root, inputs),
  };
  await replaceDist(files);
}

/** The analyser of scopes is needed where another file is read, and lies in a file of its own until then. */
const analyserBeside: Plugin = {
  name: 'analyser-beside',
  setup(builder) {
    builder.onResolve({ filter: new RegExp(`^${ANALYSER}$`) }, () => ({
      path: './scope-analysis.cjs',
      external: true,
    }));
  },
};

/** The scope analyser knows the names of all of TypeScript's libraries, which nobody here asks it for. */
const withoutLibraryNames: Plugin = {
  name: 'without-library-names',
  setup(builder) {
    builder.onLoad({ filter: /scope-manager[\\/]dist[\\/]lib[\\/]index\.js$/ }, () => ({
      contents: 'exports.lib = new Map();',
    }));
  },
};

async function replaceDist(files: Readonly<Record<string, string>>): Promise<void> {
  const staging = join(root, `dist.${process.pid}.tmp`);
  await mkdir(staging, { recursive: true });
  await mkdir(dist, { recursive: true });
  try {
    for (const [name, text] of Object.entries(files)) await writeFile(join(staging, name), text);
    for (const name of Object.keys(files)) await rename(join(staging, name), join(dist, name));
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

if (import.meta.filename === process.argv[1]) await buildPackage();
