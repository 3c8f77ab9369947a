import { dirname, join } from 'node:path';

import { fileAt } from './candidates.ts';
import { byCompilerPaths } from './compiler-paths.ts';
import { realPath } from './disk.ts';
import { isInside, isInstalled } from './root.ts';
import { byOwnImports, byPackage } from './workspaces.ts';

/**
 * The file of the project that a specifier means, its symbolic links followed. Undefined for packages that are installed, and for
 * everything outside the root. A package of the project counts as the project's own, also where `node_modules` links to it.
 *
 *     ./files.js            → files.ts beside
 *     #lib/http             → by `imports` of the package's manifest
 *     @/lib/http            → by `paths` of the nearest tsconfig.json
 *     @acme/http            → by the workspace that lists it
 */
export function resolved(specifier: string, from: string, root: string): string | undefined {
  const found = candidate(specifier, from, root);
  const real = found === undefined ? undefined : realPath(found);
  return real !== undefined && isInside(real, root) && !isInstalled(real, root) ? real : undefined;
}

function candidate(specifier: string, from: string, root: string): string | undefined {
  const folder = dirname(from);
  if (/^\.{1,2}(?:\/|$)/.test(specifier)) {
    const path = join(folder, specifier);
    return isInside(path, root) ? fileAt(path) : undefined;
  }
  if (specifier.startsWith('/') || specifier.startsWith('node:') || specifier === '') return undefined;
  if (specifier.startsWith('#'))
    return byOwnImports(specifier, folder, root) ?? byCompilerPaths(specifier, folder, root);
  return byCompilerPaths(specifier, folder, root) ?? byPackage(specifier, root);
}
