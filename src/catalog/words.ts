import type { Library, Value } from './vocabulary.ts';

/** All names of properties that entries speak of. */
export function wordsOf(all: readonly Library[]): ReadonlySet<string> {
  const words = new Set<string>();
  const addValue = (name: string, { members }: Value): void => {
    words.add(name);
    for (const [key, value] of Object.entries(members ?? {})) addValue(key, value);
  };
  for (const { modules, globals, types } of all) {
    for (const exports of [...Object.values(modules), globals ?? {}])
      for (const [name, value] of Object.entries(exports)) addValue(name, value);
    for (const { members, dispose, closedWhen, recognisedBy } of Object.values(types)) {
      const paths = [...Object.keys(dispose ?? {}), ...Object.keys(closedWhen ?? {})];
      const looks = [...(recognisedBy?.all ?? []), ...(recognisedBy?.any ?? [])];
      for (const name of [...Object.keys(members ?? {}), ...paths.flatMap((path) => path.split('.')), ...looks])
        words.add(name);
    }
  }
  return words;
}
