import { libraries } from './libraries.ts';
import type { Library } from './vocabulary.ts';

/** All libraries that ship with the plugin. In the package they are data in a file beside it, read when the first file is linted. */
export function everyLibrary(): readonly Library[] {
  return libraries;
}
