import { dirname, isAbsolute, join, sep } from 'node:path';

import { isThere, realPath } from './disk.ts';
import { manifestIn } from './manifests.ts';

/**
 * The folder beyond which nothing of a project is read: that of the nearest workspace manifest or `.git` above the file; where
 * there is none, the folder that is linted. Symbolic links are followed. Undefined for what does not lie on the disk.
 */
export function rootOf(filename: string, linted: string | undefined): string | undefined {
  if (!isAbsolute(filename)) return undefined;
  const folder = realPath(dirname(filename));
  if (folder === undefined) return undefined;
  const found = markedAbove(folder);
  if (found !== undefined) return found;
  const fallback = linted === undefined ? undefined : realPath(linted);
  return fallback !== undefined && isInside(folder, fallback) && dirname(fallback) !== fallback ? fallback : undefined;
}

const roots = new Map<string, string | undefined>();

/** The answer for a folder is kept for as long as the process runs. */
function markedAbove(folder: string): string | undefined {
  if (roots.has(folder)) return roots.get(folder);
  const above = dirname(folder);
  const found = isMarked(folder) ? folder : above === folder ? undefined : markedAbove(above);
  roots.set(folder, found);
  return found;
}

function isMarked(folder: string): boolean {
  return (
    isThere(join(folder, '.git')) ||
    isThere(join(folder, 'pnpm-workspace.yaml')) ||
    manifestIn(folder)?.workspaces !== undefined
  );
}

/** Whether a path is the folder itself or lies in it. */
export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** Whether a path leads through a folder of installed packages, seen from the root. */
export function isInstalled(path: string, root: string): boolean {
  return path.slice(root.length).split(sep).includes('node_modules');
}
