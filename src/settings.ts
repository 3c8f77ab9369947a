import { mistakeIn, mistakeInShared, mistakeInWrappers } from './catalog/entry-shape.ts';
import { mistakeInHandlers } from './catalog/frameworks/handler-shape.ts';
import { catalogFor } from './catalog/kept-catalogs.ts';
import type { Framework } from './catalog/frameworks/vocabulary.ts';
import { mistakeInReferences } from './catalog/references.ts';
import type { Mistake } from './catalog/shapes.ts';
import type { Library, Wrapper } from './catalog/vocabulary.ts';
import { perObject } from './memo.ts';

/** What users may say in `settings['pool-hygiene']` of their ESLint configuration. */
export interface PoolHygieneSettings {
  /** Where settings stand in a JSON file: the schema by which an editor completes them, `schema.json` of the package. */
  readonly $schema?: string;
  /**
   * Which edits `--fix` may apply: those that cannot change what the program does apart from the leak (`'safe'`, the
   * default), the first suggestion of a report too (`'all'`), or nothing (`'none'`; every edit is then a suggestion).
   */
  readonly autofix?: 'safe' | 'all' | 'none';
  /** Where the code runs; found out file by file with `'auto'`, the default. */
  readonly runtime?: 'auto' | 'node' | 'browser' | 'worker';
  /** Whether edits may write `using` and `await using`; by `engines` and the compiler's target with `'auto'`, the default. */
  readonly using?: 'auto' | 'always' | 'never';
  /** Whether other files of the project are read where what they export matters. */
  readonly acrossFiles?: boolean;
  /** Clients that the plugin does not know, described in the words of its own catalog. */
  readonly clients?: readonly ClientEntry[];
  /** Functions of the project's own that make a resource, take one over, end one or only work with one. */
  readonly wrappers?: readonly Wrapper[];
  /** What else calls functions for each request, job or message, in the words in which the catalog describes frameworks. */
  readonly handlers?: readonly HandlerSettings[];
  /** The client of each kind that the project shares, by its package, or by package and type: `pg`, `undici#Agent`. */
  readonly shared?: Readonly<Record<string, SharedClientSettings>>;
}

/** Where a shared client comes from. */
export interface SharedClientSettings {
  /** The module that exports it: a path from the folder that is linted (`./src/db.ts`), or a specifier as code writes it (`#db`, `@acme/db`). */
  readonly module: string;
  /** The name under which it is exported; the default export where it is left out. */
  readonly name?: string;
  /** Whether what is exported is a function that gives the client. */
  readonly call?: boolean;
  /** The option under which a request takes the client (`dispatcher`, `agent`): requests without it then pass the client by. */
  readonly option?: string;
  /** The packages whose requests can take it, `global` for the platform's `fetch`; by default the client's own. */
  readonly requests?: readonly string[];
}

/** An entry as users write it: nobody checks theirs against declarations, so they need not say which versions were. */
export type ClientEntry = Omit<Library, 'checked' | 'docs'> & Partial<Pick<Library, 'checked' | 'docs'>>;

/** A framework of the user's own: only its name has to be said. */
export type HandlerSettings = Pick<Framework, 'name'> & Partial<Framework>;

/** The settings of a lint run, every one of them present. */
export type Settings = Required<Omit<PoolHygieneSettings, 'clients' | '$schema'>> & {
  readonly clients: readonly Library[];
};

/** A mistake in the settings. It reaches the user as it is; all other errors of ours stay silent. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

const SECTION = 'pool-hygiene';

const DEFAULTS: Settings = {
  autofix: 'safe',
  runtime: 'auto',
  using: 'auto',
  acrossFiles: true,
  clients: [],
  wrappers: [],
  handlers: [],
  shared: {},
};

/** Whether the catalog describes a package, or an entry of the settings does. */
export function isPackage(name: string, settings: Settings): boolean {
  return catalogFor(settings).describes(name);
}

/** What is wrong with a value, as the end of the sentence "`settings[…].key` must be …"; undefined when nothing is. */
type Check = (value: unknown) => string | undefined;

const CHECKS: { readonly [K in keyof Settings]: Check } = {
  autofix: oneOf('safe', 'all', 'none'),
  runtime: oneOf('auto', 'node', 'browser', 'worker'),
  using: oneOf('auto', 'always', 'never'),
  acrossFiles: (value) => (typeof value === 'boolean' ? undefined : 'true or false'),
  clients: (value) => (Array.isArray(value) && value.every(isRecord) ? undefined : 'an array of objects'),
  wrappers: (value) => (Array.isArray(value) && value.every(isRecord) ? undefined : 'an array of objects'),
  handlers: (value) => (Array.isArray(value) && value.every(isRecord) ? undefined : 'an array of objects'),
  shared: (value) => (isRecord(value) ? undefined : 'an object'),
};

/** Reads our section of ESLint's settings; throws a `SettingsError` that names the key when something in it is wrong. */
export function settingsOf(all: Readonly<Record<string, unknown>> | undefined): Settings {
  const section = all?.[SECTION];
  if (section === undefined) return DEFAULTS;
  if (!isRecord(section))
    throw new SettingsError(`settings['${SECTION}'] must be an object, but it is ${shown(section)}.`);
  return parsed(section);
}

/** ESLint hands the same object to every rule and file, so it is read once. */
const parsed = perObject((section: Readonly<Record<string, unknown>>): Settings => {
  const { $schema: _forEditors, ...said } = section;
  for (const [key, value] of Object.entries(said)) {
    if (!isKnown(key))
      throw new SettingsError(`settings['${SECTION}'].${key} is not a setting. Did you mean \`${nearest(key)}\`?`);
    const wanted = value === undefined ? undefined : CHECKS[key](value);
    if (wanted) throw new SettingsError(`settings['${SECTION}'].${key} must be ${wanted}, but it is ${shown(value)}.`);
  }
  const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  refuse('handlers', mistakeInHandlers(section['handlers'] ?? []));
  const clients = entriesOf(section['clients'] ?? []);
  return {
    ...DEFAULTS,
    ...given,
    clients,
    wrappers: wrappersOf(section['wrappers'] ?? [], clients),
    shared: sharedOf(section['shared'] ?? {}, clients),
  };
});

const UNCHECKED = { checked: { oldest: '0.0.0', newest: '0.0.0' }, docs: '' } as const;

/** The user's entries as the catalog takes them; a mistake in one is named by its path. */
function entriesOf(clients: unknown): readonly Library[] {
  refuse('clients', mistakeIn(clients));
  const entries = (clients as readonly ClientEntry[]).map((entry) => ({ ...UNCHECKED, ...entry }));
  if (entries.length === 0) return entries;
  const catalog = catalogFor({ clients: entries, wrappers: [] });
  refuse(
    'clients',
    mistakeInReferences(entries, (library, name) => catalog.resolve(library, name) !== undefined),
  );
  return entries;
}

/** The wrappers as they are; one that makes nothing known, or says nothing, is a mistake. */
function wrappersOf(wrappers: unknown, clients: readonly Library[]): readonly Wrapper[] {
  refuse('wrappers', mistakeInWrappers(wrappers));
  const found = wrappers as readonly Wrapper[];
  const catalog = found.some(({ makes }) => makes !== undefined) ? catalogFor({ clients, wrappers: [] }) : undefined;
  for (const [index, { makes, owns, disposes, borrows }] of found.entries()) {
    const isEmpty = (makes ?? owns ?? disposes ?? borrows) === undefined;
    if (isEmpty) refuse('wrappers', { path: `[${String(index)}]`, wanted: SAYING, value: found[index] });
    if (makes !== undefined && !catalog?.typeAt(makes))
      refuse('wrappers', {
        path: `[${String(index)}].makes`,
        wanted: 'a type of the catalog (`package#Type`)',
        value: makes,
      });
  }
  return found;
}

const SAYING = 'an object that says `makes`, `owns`, `disposes` or `borrows`';

function refuse(key: keyof Settings, mistake: Mistake | undefined): void {
  if (!mistake) return;
  const { path, wanted, value } = mistake;
  throw new SettingsError(`settings['${SECTION}'].${key}${path} must be ${wanted}, but it is ${shown(value)}.`);
}

/** The shared clients as they are; a package that the catalog does not know would be shared by nobody. */
function sharedOf(shared: unknown, clients: readonly Library[]): Settings['shared'] {
  refuse('shared', mistakeInShared(shared));
  const keys = Object.keys(shared as Settings['shared']);
  const catalog = keys.length > 0 ? catalogFor({ clients, wrappers: [] }) : undefined;
  const unknown = keys.find((key) => !(key.includes('#') ? catalog?.typeAt(key) : catalog?.describes(key)));
  if (unknown !== undefined)
    throw new SettingsError(
      `settings['${SECTION}'].shared.${unknown} is nothing that the catalog knows: the keys are packages (\`pg\`) or types of them (\`undici#Agent\`).`,
    );
  return shared as Settings['shared'];
}

function oneOf(...allowed: readonly string[]): Check {
  const list = allowed
    .map((word) => `'${word}'`)
    .join(', ')
    .replace(/, ([^,]*)$/, ' or $1');
  return (value) => (typeof value === 'string' && allowed.includes(value) ? undefined : list);
}

function isKnown(key: string): key is keyof Settings {
  return Object.hasOwn(CHECKS, key);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  try {
    const text = JSON.stringify(value) as string | undefined;
    return text === undefined ? String(value) : text.length <= 60 ? text : `${text.slice(0, 59)}…`;
  } catch {
    return Array.isArray(value) ? 'an array' : typeof value;
  }
}

/** The known key that takes the fewest edits to reach. */
function nearest(key: string): string {
  const distances = Object.keys(CHECKS).map((known) => ({ known, distance: distance(key.toLowerCase(), known) }));
  return distances.sort((a, b) => a.distance - b.distance)[0]?.known ?? '';
}

/** Levenshtein's distance, one row at a time. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 0; i < from.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < to.length; j++) {
      const replaced = at(row, j) + (from[i] === to[j] ? 0 : 1);
      next.push(Math.min(at(next, j) + 1, at(row, j + 1) + 1, replaced));
    }
    row = next;
  }
  return at(row, to.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? 0;
}
