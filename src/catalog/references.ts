import type { Mistake } from './shapes.ts';
import type { Library, Member, ResourceType, Result, TypeName, Value } from './vocabulary.ts';

/** Where an entry refers to a type by its name: a name that is misspelled would make the entry say nothing, silently. */
interface Reference {
  readonly path: string;
  readonly name: TypeName;
}

/** The first name in the entries that is the name of no type; undefined where all are. */
export function mistakeInReferences(
  entries: readonly Library[],
  isType: (library: Library, name: TypeName) => boolean,
): Mistake | undefined {
  for (const [index, library] of entries.entries()) {
    const wrong = referencesOf(library).find(({ name }) => !isType(library, name));
    if (!wrong) continue;
    const types = Object.keys(library.types).map((each) => `'${each}'`);
    const wanted = ['a type of the entry', types.length > 0 && `(${types.join(', ')})`, 'or `package#Type`'];
    return { path: `[${String(index)}].${wrong.path}`, wanted: wanted.filter(Boolean).join(' '), value: wrong.name };
  }
  return undefined;
}

/** All references of an entry, in the order in which it makes them. */
export function referencesOf({ modules, globals, types }: Library): readonly Reference[] {
  return [
    ...under('modules', modules, (exports, path) => under(path, exports, inValue)),
    ...under('globals', globals, inValue),
    ...under('types', types, inType),
  ];
}

function under<T>(
  path: string,
  record: Readonly<Record<string, T>> | undefined,
  find: (value: T, path: string) => readonly Reference[],
): readonly Reference[] {
  return Object.entries(record ?? {}).flatMap(([key, each]) => find(each, `${path}.${key}`));
}

function inValue({ call, construct, is, members }: Value, path: string): readonly Reference[] {
  return [
    ...inResults(construct, `${path}.construct`),
    ...inResults(call, `${path}.call`),
    ...named(is, `${path}.is`),
    ...under(`${path}.members`, members, inValue),
  ];
}

function inType({ extends: base, call, members }: ResourceType, path: string): readonly Reference[] {
  return [
    ...named(base, `${path}.extends`),
    ...inResults(call, `${path}.call`),
    ...under(`${path}.members`, members, inMember),
  ];
}

function inMember({ call, read, events }: Member, path: string): readonly Reference[] {
  return [
    ...inResults(call, `${path}.call`),
    ...named(read, `${path}.read`),
    ...under(`${path}.events`, events, ({ gives }, at) => named(gives?.type, `${at}.gives.type`)),
  ];
}

function inResults(results: Result | readonly Result[] | undefined, path: string): readonly Reference[] {
  if (results === undefined) return [];
  if (!Array.isArray(results)) return inResult(results as Result, path);
  return (results as readonly Result[]).flatMap((each, index) => inResult(each, `${path}[${String(index)}]`));
}

function inResult({ type, returns }: Result, path: string): readonly Reference[] {
  return [...named(type, `${path}.type`), ...named(returns, `${path}.returns`)];
}

function named(name: TypeName | undefined, path: string): readonly Reference[] {
  return name === undefined ? [] : [{ path, name }];
}
