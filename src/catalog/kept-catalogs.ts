import { type Catalog, catalogOf } from './index.ts';
import type { Library, Wrapper } from './vocabulary.ts';

const catalogs = new Map<string, Catalog>();

/** The catalog with what the settings add: one for each set of added entries and wrappers, however often the settings are read again. */
export function catalogFor({
  clients,
  wrappers,
}: {
  readonly clients: readonly Library[];
  readonly wrappers: readonly Wrapper[];
}): Catalog {
  const key = clients.length + wrappers.length === 0 ? '' : JSON.stringify([clients, wrappers]);
  const found = catalogs.get(key) ?? catalogOf(clients, wrappers);
  catalogs.set(key, found);
  return found;
}
