import type { Framework } from './vocabulary.ts';

/** Says that an object literal is a framework's entry, and gives it back unchanged. */
export function framework<const F extends Framework>(entry: F): F {
  return entry;
}
