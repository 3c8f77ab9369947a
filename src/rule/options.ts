/** How a rule says what can be configured: JSON schema, default value and TypeScript type come from one call. */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** One option of a rule. `T` is what the rule receives. */
export interface Option<T> {
  readonly schema: Readonly<Record<string, Json>>;
  /** The value in JSON that stands when the user says nothing; undefined where nothing stands. */
  readonly default: Json | undefined;
  /** The value that the configuration `recommended` sets; undefined where it leaves the default. */
  readonly recommended: Json | undefined;
  /** The value that the configurations `strict` and `all` set; undefined where they leave the default. */
  readonly strict: Json | undefined;
  /** Whether its keys are names of packages. */
  readonly isByPackage?: true;
  /** What the rule receives for a value that fits the schema. */
  readonly read: (value: Json | undefined) => T;
}

export type OptionTable = Readonly<Record<string, Option<unknown>>>;

/** What a rule's `check` receives for its table of options. */
export type OptionValues<Table extends OptionTable> = {
  readonly [K in keyof Table]: Table[K] extends Option<infer T> ? T : never;
};

/** What configurations set in place of the default. */
interface Presets<T> {
  readonly recommended?: T;
  readonly strict?: T;
}

/** One of a few words. */
export function oneOf<const Word extends string>(
  words: readonly Word[],
  standard: NoInfer<Word>,
  description: string,
  presets: Presets<NoInfer<Word>> = {},
): Option<Word> {
  return option({ enum: words, description }, standard, presets, (value) => value as Word);
}

/** On or off. */
export function flag(standard: boolean, description: string, presets: Presets<boolean> = {}): Option<boolean> {
  return option({ type: 'boolean', description }, standard, presets, (value) => value as boolean);
}

/** Names that the user lists; the rule receives them as a set. */
export function listOf(description: string, standard: readonly string[] = []): Option<ReadonlySet<string>> {
  const schema = { type: 'array', items: { type: 'string' }, uniqueItems: true, description };
  return option(schema, standard, {}, (value) => new Set(value as readonly string[]));
}

/** A whole number that the user may give; undefined when no default stands for it. */
export function wholeNumber(
  description: string,
  {
    minimum = 0,
    standard,
    ...presets
  }: { readonly minimum?: number; readonly standard?: number } & Presets<number> = {},
): Option<number | undefined> {
  return option({ type: 'integer', minimum, description }, standard, presets, (value) => value as number | undefined);
}

/** Whole numbers by name; the rule receives them as a map. */
export function numbersByName(description: string): Option<ReadonlyMap<string, number>> {
  const schema = { type: 'object', additionalProperties: { type: 'integer', minimum: 1 }, description };
  return option(schema, {}, {}, (value) => new Map(Object.entries(value as Record<string, number>)));
}

/** The same by the names of packages, of which one that nobody describes would say nothing. */
export function numbersByPackage(description: string): Option<ReadonlyMap<string, number>> {
  return { ...numbersByName(description), isByPackage: true };
}

/** The first name in the options of a rule that should be a package and is none; undefined where all are. */
export function unknownPackage(
  table: OptionTable,
  given: unknown,
  isPackage: (name: string) => boolean,
): { readonly option: string; readonly name: string } | undefined {
  for (const [option, { isByPackage }] of Object.entries(table)) {
    const value = isByPackage === true && given !== undefined ? (given as Record<string, object>)[option] : undefined;
    const name = Object.keys(value ?? {}).find((each) => !isPackage(each));
    if (name !== undefined) return { option, name };
  }
  return undefined;
}

function option<T>(
  schema: Readonly<Record<string, Json>>,
  standard: Json | undefined,
  { recommended, strict }: Presets<Json>,
  read: (value: Json | undefined) => T,
): Option<T> {
  return { schema, default: standard, recommended, strict, read };
}

/** The schema of a rule's one options object; of no options at all when the table is empty. */
export function schemaOf(table: OptionTable): Readonly<Record<string, Json>>[] {
  const entries = Object.entries(table);
  if (entries.length === 0) return [];
  const properties = Object.fromEntries(entries.map(([name, { schema }]) => [name, schema]));
  return [{ type: 'object', description: 'What the rule can be told.', properties, additionalProperties: false }];
}

/** The defaults of a table, as ESLint wants them in `meta.defaultOptions`. */
export function defaultsOf(table: OptionTable): Readonly<Record<string, Json>>[] {
  return Object.keys(table).length === 0 ? [] : [chosen(table, 'default')];
}

/** The options with which `recommended`, or `strict` and `all`, switch a rule on; undefined when they are the defaults. */
export function presetOptionsOf(
  table: OptionTable,
  preset: 'recommended' | 'strict',
): Readonly<Record<string, Json>> | undefined {
  const set = chosen(table, preset);
  return Object.keys(set).length === 0 ? undefined : set;
}

function chosen(table: OptionTable, which: 'default' | 'recommended' | 'strict'): Readonly<Record<string, Json>> {
  const given = Object.entries(table).flatMap(([name, { [which]: value }]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return Object.fromEntries(given);
}

/** What the user configured over the defaults. ESLint 8 does not merge them, so no version is relied upon to. */
export function readOptions<const Table extends OptionTable>(table: Table, given: unknown): OptionValues<Table> {
  const configured = (given ?? {}) as Readonly<Record<string, Json | undefined>>;
  const values = Object.entries(table).map(([name, { default: standard, read }]) => [
    name,
    read(configured[name] ?? standard),
  ]);
  return Object.fromEntries(values) as OptionValues<Table>;
}
