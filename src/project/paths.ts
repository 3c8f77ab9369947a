import { posix } from 'node:path';

/** Paths inside a project, with slashes, as settings and specifiers write them. */

/** A path without the steps that lead nowhere: `./src/../db.ts` → `db.ts`. */
export function normalized(path: string): string {
  return posix.normalize(path);
}

/** How a file writes the path of another one: `../db`, `./db`. */
export function seenFromFile(path: string, file: string): string {
  const relative = posix.relative(posix.dirname(file), path);
  return relative.startsWith('.') ? relative : `./${relative}`;
}
