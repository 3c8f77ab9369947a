/** Names with one star in them, as `paths`, `imports` and `exports` are written. */

/** What the longest matching key of a table has to say, and what its star stands for. */
export function matching<T>(
  table: Readonly<Record<string, T>>,
  name: string,
): { readonly value: T; readonly star: string } | undefined {
  const exact = Object.hasOwn(table, name) ? table[name] : undefined;
  if (exact !== undefined) return { value: exact, star: '' };
  let best: { readonly value: T; readonly star: string; readonly prefix: number } | undefined;
  for (const [key, value] of Object.entries(table)) {
    const at = key.indexOf('*');
    if (at < 0 || (best && best.prefix >= at)) continue;
    const [before, after] = [key.slice(0, at), key.slice(at + 1)];
    if (name.length >= before.length + after.length && name.startsWith(before) && name.endsWith(after))
      best = { value, star: name.slice(before.length, name.length - after.length), prefix: at };
  }
  return best;
}

/** The targets of an entry of `imports` or `exports`, best first: the sources before what was built of them. */
export function targetsOf(entry: unknown, depth = 0): readonly string[] {
  if (typeof entry === 'string') return [entry];
  if (depth > 6 || typeof entry !== 'object' || entry === null) return [];
  if (Array.isArray(entry)) return entry.flatMap((each) => targetsOf(each, depth + 1));
  const conditions = entry as Readonly<Record<string, unknown>>;
  return CONDITIONS.flatMap((name) => (Object.hasOwn(conditions, name) ? targetsOf(conditions[name], depth + 1) : []));
}

const CONDITIONS = ['source', 'development', 'node', 'import', 'module', 'require', 'default', 'types'];

/** Whether an unknown value is an object with keys. */
export function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
