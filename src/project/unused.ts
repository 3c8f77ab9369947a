import { dirname, join } from 'node:path';

import { HOSTS } from '../catalog/hosts.ts';
import { realPath } from './disk.ts';
import { type Import, mayImport } from './importers.ts';
import { mayBeListed } from './listed.ts';
import { dependenciesOf, isForImporting, nearestManifest } from './manifests.ts';
import { isNamedInSettings, textOfFile } from './named.ts';
import { resolved } from './resolve.ts';
import { rootOf } from './root.ts';
import { takenFrom } from './taken.ts';

/**
 * Whether anybody uses what a file exports, by the texts of those who may import it. Whatever is not plain counts as a use: a package
 * that others import, a module that is taken as a whole, a file that nobody imports and that is therefore started or found by its place.
 */

/** The file that exports, and which paths of its project are tests: what only those use runs nowhere. */
export interface Exporter {
  readonly filename: string;
  readonly folder: string | undefined;
  readonly isTest: (path: string) => boolean;
}

/** Through how many files that pass on what they import names are followed. */
const FAR = 3;

/** Templates of components use what their script declares, and no reference tells. */
const CODE = /\.[cm]?[jt]sx?$/;

/**
 * Whether another file may use one of the exports of a file; `whole` is what a module is itself. Without any name: whether it is not
 * known where the file stands, so that nothing of it can be called unused.
 */
export function mayBeUsed(names: readonly string[], exporter: Exporter): boolean {
  const { filename, folder } = exporter;
  const root = rootOf(filename, folder);
  const path = realPath(filename);
  const manifest = nearestManifest(filename);
  if (root === undefined || path === undefined || !manifest || !CODE.test(path)) return true;
  if (names.length === 0) return false;
  const needs = dependenciesOf(manifest);
  if (isForImporting(manifest) || HOSTS.importing.some((name) => needs.has(name))) return true;
  if (isNamedInSettings(path, root) || mayBeNamed(path, names, root, exporter, 0)) return true;
  return mayBeListed(path, filename, folder, exporter.isTest);
}

function mayBeNamed(path: string, names: readonly string[], root: string, exporter: Exporter, depth: number): boolean {
  const imports = importsOf(path, root, exporter);
  // What nobody imports is started, or found by where it lies.
  if (!imports || imports.length === 0 || depth >= FAR) return true;
  if (names.includes('default') || names.includes('whole')) return true;
  return imports.some(({ from, specifier }) => {
    const text = textOfFile(from);
    const taken = text === undefined ? undefined : takenFrom(specifier, text);
    if (!taken || names.some((name) => taken.has(name))) return true;
    return taken.isPassedOn && mayBeNamed(from, names, root, exporter, depth + 1);
  });
}

/** What is built from the sources, and stands for them where it is imported. */
const BUILT = /\/(?:dist|build|built|lib|out|cjs|esm|compiled)\//;

/** The imports that may mean a file, those of tests left out; undefined where the project could not be looked through. */
function importsOf(path: string, root: string, { isTest }: Exporter): readonly Import[] | undefined {
  return mayImport(path, root)?.filter(({ from, specifier }) => {
    if (isTest(from.slice(root.length))) return false;
    const found = resolved(specifier, from, root);
    return found === path || found === undefined || BUILT.test(join(dirname(from), specifier));
  });
}
