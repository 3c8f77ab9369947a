import { dirname, join, relative } from 'node:path';

import { perObject } from '../memo.ts';
import { changedAt, isThere, readText } from './disk.ts';

/** The few files of a project that say how its code is run: read when asked for, kept until they change on the disk. */

/** As much of a `package.json` as anybody here wants to know. */
export interface Manifest {
  readonly name?: unknown;
  readonly version?: unknown;
  readonly engines?: { readonly node?: unknown };
  readonly bin?: unknown;
  readonly main?: unknown;
  readonly module?: unknown;
  readonly source?: unknown;
  readonly exports?: unknown;
  readonly imports?: unknown;
  readonly workspaces?: unknown;
  readonly dependencies?: unknown;
  readonly devDependencies?: unknown;
  readonly peerDependencies?: unknown;
  readonly private?: unknown;
  readonly scripts?: unknown;
  readonly types?: unknown;
  readonly files?: unknown;
  readonly publishConfig?: unknown;
}

/** As much of a `tsconfig.json`. */
export interface CompilerConfig {
  readonly extends?: unknown;
  readonly references?: unknown;
  readonly compilerOptions?: {
    readonly target?: unknown;
    readonly lib?: unknown;
    readonly noEmit?: unknown;
    readonly baseUrl?: unknown;
    readonly paths?: unknown;
  };
}

interface Kept {
  readonly stamp: number;
  readonly value: unknown;
}

const kept = new Map<string, Kept>();

/** The `package.json` nearest to a file, in its folder or above. */
export function nearestManifest(filename: string): Manifest | undefined {
  return nearest(filename, 'package.json') as Manifest | undefined;
}

/** The package that a file belongs to: its manifest, and the file's path inside its folder. */
export function packageOf(filename: string): { readonly manifest: Manifest; readonly path: string } | undefined {
  for (let folder = dirname(filename), last = ''; folder !== last; last = folder, folder = dirname(folder)) {
    const manifest = read(join(folder, 'package.json')) as Manifest | undefined;
    if (manifest) return { manifest, path: relative(folder, filename) };
  }
  return undefined;
}

/** The names of all packages that a manifest says its own needs, to run or to be built. */
export function dependenciesOf(manifest: Manifest | undefined): ReadonlySet<string> {
  return manifest ? namesIn(manifest) : new Set();
}

const namesIn = perObject(({ dependencies, devDependencies }: Manifest): ReadonlySet<string> => {
  const named = [dependencies, devDependencies];
  return new Set(named.flatMap((each) => (typeof each === 'object' && each !== null ? Object.keys(each) : [])));
});

/** Whether a package is there to be started by who has it, not to be imported, or called by name, by others. */
export function startsByItself({ private: isPrivate, bin, main, exports, scripts }: Manifest): boolean {
  if (bin !== undefined) return false;
  return isPrivate === true || isStarted(scripts) || (main === undefined && exports === undefined);
}

/** Whether others may import a package: it may be published, and has what only they need, or nothing that starts it. */
export function isForImporting(manifest: Manifest): boolean {
  const { main, module, exports, types, files, publishConfig, scripts } = manifest;
  const isOffered = [module, exports, types, files, publishConfig].some((each) => each !== undefined);
  return manifest.private !== true && (isOffered || (main !== undefined && !isStarted(scripts)));
}

function isStarted(scripts: unknown): boolean {
  return (
    typeof scripts === 'object' &&
    scripts !== null &&
    Object.keys(scripts).some((name) => /^(?:start|serve)\b/.test(name))
  );
}

/** The `tsconfig.json` nearest to a file. What it extends is not looked at. */
export function nearestCompilerConfig(filename: string): CompilerConfig | undefined {
  return nearest(filename, 'tsconfig.json') as CompilerConfig | undefined;
}

/** The version of a package as Node would find it from a file; undefined where it is not installed. */
export function installedVersion(filename: string, packageName: string): string | undefined {
  const found = nearest(filename, join('node_modules', packageName, 'package.json')) as Manifest | undefined;
  return typeof found?.version === 'string' ? found.version : undefined;
}

/** The range of versions of a package that the manifest nearest to a file asks for; undefined where it does not. */
export function declaredRange(filename: string, packageName: string): string | undefined {
  const { dependencies, devDependencies, peerDependencies } = nearestManifest(filename) ?? {};
  for (const each of [dependencies, devDependencies, peerDependencies]) {
    const range =
      typeof each === 'object' && each !== null ? (each as Record<string, unknown>)[packageName] : undefined;
    if (typeof range === 'string') return range;
  }
  return undefined;
}

/** Whether one of the files stands in the folder of the nearest `package.json`. */
export function standsBesideManifest(filename: string, names: readonly string[]): boolean {
  for (let folder = dirname(filename), last = ''; folder !== last; last = folder, folder = dirname(folder)) {
    const here = folder;
    if (names.some((name) => isThere(join(here, name)))) return true;
    if (isThere(join(here, 'package.json'))) return false;
  }
  return false;
}

/** The `package.json` of a folder. */
export function manifestIn(folder: string): Manifest | undefined {
  return read(join(folder, 'package.json')) as Manifest | undefined;
}

/** The compiler's configuration at a path. */
export function compilerConfigAt(path: string): CompilerConfig | undefined {
  return read(path) as CompilerConfig | undefined;
}

/** The folders from one up to another that holds it, the innermost first. */
export function foldersUpTo(folder: string, root: string): readonly string[] {
  const found: string[] = [];
  for (let at = folder, last = ''; at !== last; last = at, at = dirname(at)) {
    found.push(at);
    if (at === root) return found;
  }
  return [];
}

function nearest(filename: string, name: string): unknown {
  for (let folder = dirname(filename), last = ''; folder !== last; last = folder, folder = dirname(folder)) {
    const found = read(join(folder, name));
    if (found !== undefined) return found;
  }
  return undefined;
}

function read(path: string): unknown {
  const stamp = changedAt(path);
  if (stamp === undefined) return undefined;
  const known = kept.get(path);
  if (known?.stamp === stamp) return known.value;
  const value = parsed(path);
  kept.set(path, { stamp, value });
  return value;
}

/** JSON, with the comments and last commas that a `tsconfig.json` may have; undefined for what is not an object. */
function parsed(path: string): unknown {
  const text = readText(path);
  if (text === undefined) return undefined;
  try {
    const plain = text.replace(
      /("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
      (_all, quoted: string | undefined) => quoted ?? '',
    );
    const value: unknown = JSON.parse(
      plain.replace(/("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g, (_all, quoted: string | undefined) => quoted ?? ''),
    );
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
