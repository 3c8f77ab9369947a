import { dirname, isAbsolute, join } from 'node:path';

import { fileAt } from './candidates.ts';
import { compilerConfigAt, foldersUpTo } from './manifests.ts';
import { isTable, matching } from './patterns.ts';
import { isInside } from './root.ts';

/** What `paths` and `baseUrl` of a `tsconfig.json` make of a specifier; configurations outside the root are not read. */

interface Mapping {
  readonly paths: Readonly<Record<string, unknown>>;
  /** The folder that the targets of `paths` are seen from. */
  readonly pathsBase: string;
  readonly baseUrl: string | undefined;
}

/** The file that a specifier means by the compiler's configuration nearest to a folder. */
export function byCompilerPaths(specifier: string, folder: string, root: string): string | undefined {
  for (const each of foldersUpTo(folder, root)) {
    const mapping = mappingAt(join(each, 'tsconfig.json'), root, 0) ?? mappingAt(join(each, 'jsconfig.json'), root, 0);
    if (mapping) return mapped(specifier, mapping);
  }
  return undefined;
}

function mapped(specifier: string, { paths, pathsBase, baseUrl }: Mapping): string | undefined {
  const found = matching(paths, specifier);
  for (const target of Array.isArray(found?.value) ? (found.value as unknown[]) : []) {
    const file = typeof target === 'string' && fileAt(join(pathsBase, target.replace('*', found?.star ?? '')));
    if (file) return file;
  }
  return baseUrl === undefined ? undefined : fileAt(join(baseUrl, specifier));
}

/** The mapping of a configuration, with what it inherits; of one that only refers to others, the first of theirs. */
function mappingAt(path: string, root: string, depth: number): Mapping | undefined {
  const config = depth < 6 && isInside(path, root) ? compilerConfigAt(path) : undefined;
  if (!config) return undefined;
  const folder = dirname(path);
  const inherited = listed(config.extends)
    .reverse()
    .flatMap((each) => mappingAt(besides(each, folder), root, depth + 1) ?? [])[0];
  const { baseUrl, paths } = config.compilerOptions ?? {};
  const base = typeof baseUrl === 'string' ? join(folder, baseUrl) : inherited?.baseUrl;
  if (isTable(paths)) return { paths, pathsBase: base ?? folder, baseUrl: base };
  if (inherited) return { ...inherited, baseUrl: base };
  const referred = Array.isArray(config.references) ? (config.references as unknown[]) : [];
  const found = referred.flatMap((each) => {
    const to = isTable(each) && typeof each['path'] === 'string' ? join(folder, each['path']) : undefined;
    const at = to === undefined || to.endsWith('.json') ? to : join(to, 'tsconfig.json');
    // A project of its own in a folder of its own speaks for the files there.
    const mapping = at !== undefined && dirname(at) === folder ? mappingAt(at, root, depth + 1) : undefined;
    return mapping && Object.keys(mapping.paths).length > 0 ? [mapping] : [];
  })[0];
  return found ?? { paths: {}, pathsBase: folder, baseUrl: base };
}

function listed(value: unknown): string[] {
  const all: unknown[] = Array.isArray(value) ? value : [value];
  return all.filter((each) => typeof each === 'string');
}

/** Only configurations that lie beside are followed: those of packages are not the project's. */
function besides(specifier: string, folder: string): string {
  if (!specifier.startsWith('.') && !isAbsolute(specifier)) return '';
  const path = isAbsolute(specifier) ? specifier : join(folder, specifier);
  return path.endsWith('.json') ? path : `${path}.json`;
}
