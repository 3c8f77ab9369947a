import { join } from 'node:path';

import { sourceAt } from './candidates.ts';
import { entriesOf, stampOf, textAt } from './disk.ts';
import { type Manifest, foldersUpTo, manifestIn } from './manifests.ts';
import { isTable, matching, targetsOf } from './patterns.ts';

/** The packages of a project: those that its workspace manifest lists, and the one that a file belongs to. */

/** The file that `#name` means in the package round a folder. */
export function byOwnImports(specifier: string, folder: string, root: string): string | undefined {
  const home = foldersUpTo(folder, root).find((each) => manifestIn(each) !== undefined);
  const imports = home === undefined ? undefined : manifestIn(home)?.imports;
  const found = isTable(imports) ? matching(imports, specifier) : undefined;
  return home === undefined || !found ? undefined : firstFile(home, targetsOf(found.value), found.star);
}

/** The file that the name of a package of the project, or a path in it, means. */
export function byPackage(specifier: string, root: string): string | undefined {
  const parts = specifier.split('/');
  const depth = specifier.startsWith('@') ? 2 : 1;
  const home = packagesOf(root).get(parts.slice(0, depth).join('/'));
  const manifest = home === undefined ? undefined : manifestIn(home);
  return home === undefined || !manifest ? undefined : entryOf(home, manifest, parts.slice(depth).join('/'));
}

function entryOf(home: string, manifest: Manifest, path: string): string | undefined {
  const { exports } = manifest;
  const key = path === '' ? '.' : `./${path}`;
  const table = isTable(exports) && Object.keys(exports)[0]?.startsWith('.') ? exports : { '.': exports };
  const found = exports === undefined ? undefined : matching(table, key);
  const exported = found && firstFile(home, targetsOf(found.value), found.star);
  if (exported !== undefined) return exported;
  if (path !== '') return sourceAt(join(home, path)) ?? sourceAt(join(home, 'src', path));
  const mains = [manifest.source, manifest.module, manifest.main].filter((each) => typeof each === 'string');
  return firstFile(home, mains, '') ?? sourceAt(join(home, 'src')) ?? sourceAt(home);
}

function firstFile(home: string, targets: readonly string[], star: string): string | undefined {
  for (const target of targets) {
    const found = sourceAt(join(home, target.replaceAll('*', star)));
    if (found !== undefined) return found;
  }
  return undefined;
}

interface Packages {
  readonly key: string;
  readonly byName: ReadonlyMap<string, string>;
}

const known = new Map<string, Packages>();

/** The folders of a project's packages by their names; found anew when the manifest of the workspace changes. */
function packagesOf(root: string): ReadonlyMap<string, string> {
  const globs = globsOf(root);
  const key = globs.join('\n');
  const found = known.get(root);
  if (found?.key === key) return found.byName;
  const excluded = new Set(
    globs.filter((glob) => glob.startsWith('!')).flatMap((glob) => expanded(glob.slice(1), root)),
  );
  const folders = globs
    .filter((glob) => !glob.startsWith('!'))
    .flatMap((glob) => expanded(glob, root))
    .filter((folder) => !excluded.has(folder));
  const byName = new Map<string, string>();
  for (const folder of [root, ...folders]) {
    const name = manifestIn(folder)?.name;
    if (typeof name === 'string') byName.set(name, folder);
  }
  known.set(root, { key, byName });
  return byName;
}

/** The folders in which a project keeps packages, as its manifest writes them. */
function globsOf(root: string): readonly string[] {
  const { workspaces } = manifestIn(root) ?? {};
  const written: unknown = isTable(workspaces) ? workspaces['packages'] : workspaces;
  const listed = Array.isArray(written) ? written.filter((each): each is string => typeof each === 'string') : [];
  return [...listed, ...pnpmGlobs(root)];
}

/** The list `packages` of a `pnpm-workspace.yaml`: as much of YAML as people write there. */
function pnpmGlobs(root: string): readonly string[] {
  const path = join(root, 'pnpm-workspace.yaml');
  const stamp = stampOf(path);
  const text = stamp && textAt(path, stamp);
  const list = text === undefined ? undefined : /^packages:\s*\n((?:[ \t]*(?:-.*|#.*)?\n?)*)/m.exec(`${text}\n`)?.[1];
  return (list ?? '').split('\n').flatMap((line) => {
    const item = /^\s*-\s*(?:'([^']*)'|"([^"]*)"|([^\s#]+))/.exec(line);
    return item?.[1] ?? item?.[2] ?? item?.[3] ?? [];
  });
}

/** How many folders one pattern may stand for. */
const MOST = 2_000;

/** The folders that a pattern of a workspace stands for: `packages/*`, `apps/**`, `tools/cli`. */
function expanded(glob: string, root: string): string[] {
  let found = [root];
  for (const part of glob.split('/').filter((each) => each !== '' && each !== '.')) {
    if (part === '..') return [];
    if (part === '**') found = found.flatMap((folder) => [folder, ...below(folder, 3)]);
    else if (part.includes('*')) {
      const pattern = new RegExp(`^${part.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`);
      found = found.flatMap((folder) => foldersIn(folder, pattern));
    } else found = found.map((folder) => join(folder, part));
    if (found.length > MOST) return [];
  }
  return found;
}

function below(folder: string, depth: number): string[] {
  return foldersIn(folder, /^/).flatMap((each) => [each, ...(depth > 1 ? below(each, depth - 1) : [])]);
}

function foldersIn(folder: string, pattern: RegExp): string[] {
  return entriesOf(folder)
    .filter((each) => each.isDirectory() && !/^(?:node_modules|\..*)$/.test(each.name) && pattern.test(each.name))
    .map((each) => join(folder, each.name));
}
