/** The only WeakMaps of the house: answers remembered for as long as their subject lives. */

/**
 * Remembers one answer per object; an answer of `undefined` is remembered too. The function must depend on nothing but
 * its argument.
 */
export function perObject<K extends object, V>(compute: (subject: K) => V): (subject: K) => V {
  const known = new WeakMap<K, { readonly value: V }>();
  return (subject) => {
    const found = known.get(subject);
    if (found) return found.value;
    const value = compute(subject);
    known.set(subject, { value });
    return value;
  };
}
