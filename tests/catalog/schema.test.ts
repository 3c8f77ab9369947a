import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { frameworks } from '../../src/catalog/frameworks/index.ts';
import { libraries } from '../../src/catalog/libraries.ts';
import { SettingsError, settingsOf } from '../../src/settings.ts';

interface Ajv {
  new (options: object): {
    compile: (schema: unknown) => ((value: unknown) => boolean) & { readonly errors?: unknown };
  };
}

/** The validator that ESLint brings along. */
const Ajv = createRequire(createRequire(import.meta.url).resolve('eslint/package.json'))('ajv') as Ajv;
const schema: unknown = JSON.parse(readFileSync(join(import.meta.dirname, '../../schema.json'), 'utf8'));
const validate = new Ajv({ format: false }).compile(schema);

/** What both say of a section: the plugin, which reads it, and the schema, by which an editor reads it. */
function verdicts(section: unknown): { readonly ours: boolean; readonly schemas: boolean } {
  return { ours: isRead(section), schemas: validate(section) };
}

function isRead(section: unknown): boolean {
  try {
    settingsOf({ 'pool-hygiene': section });
    return true;
  } catch (error) {
    // Which names there are is nothing that a schema could tell.
    if (error instanceof SettingsError) return error.message.includes('must be a type of the entry');
    throw error;
  }
}

type Data = Readonly<Record<string, unknown>>;
type Place = readonly (string | number)[];

/** The places of all values in data. */
function places(value: unknown, at: Place = []): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [at];
  const inside = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [at, ...inside.flatMap(([key, each]) => places(each, [...at, key]))];
}

/** The data with another value at a place; `DROPPED` for none. */
function changed(value: unknown, [key, ...rest]: Place, to: unknown): unknown {
  if (key === undefined) return to;
  if (Array.isArray(value))
    return value.flatMap((each: unknown, i) => {
      if (i !== key) return [each];
      const next = changed(each, rest, to);
      return next === DROPPED ? [] : [next];
    });
  const entries = Object.entries(value as Data).map(([name, each]) => [
    name,
    name === key ? changed(each, rest, to) : each,
  ]);
  return Object.fromEntries(entries.filter(([, each]) => each !== DROPPED));
}

const DROPPED = Symbol('dropped');
/** Some of them are right in some places, so that it is not known which: both have to say the same. */
const OTHERS = [DROPPED, '', 'word', 7, true, null, [], ['word'], { stranger: 'word' }];

/** What holds values by names of their own. */
const TABLES = new Set<string | number>([
  'modules',
  'globals',
  'types',
  'dispose',
  'events',
  'closedWhen',
  'generated',
]);

const SECTIONS = [
  ...libraries.map((entry) => ({ name: `clients: ${entry.package}`, section: { clients: [entry] } })),
  ...frameworks.map((entry) => ({ name: `handlers: ${entry.name}`, section: { handlers: [entry] } })),
  { name: 'the others', section: { autofix: 'all', runtime: 'node', using: 'never', acrossFiles: false, shared: {} } },
];

describe('schema.json', () => {
  it.each(SECTIONS)('takes what the plugin takes: $name', ({ section }) => {
    expect(validate(section), JSON.stringify(validate.errors)).toBe(true);
    expect(isRead(section)).toBe(true);
  });

  it('refuses what the plugin refuses, wherever it stands', { timeout: 120_000 }, () => {
    const tried = new Set<string>();
    const wrong: string[] = [];
    for (const { section } of SECTIONS) {
      const data: unknown = JSON.parse(JSON.stringify(section));
      for (const place of places(data).slice(1)) {
        // Every entry has its own names, under which the same stands.
        const words = place.map((key, i) => (typeof key === 'number' || TABLES.has(place[i - 1] ?? '') ? '*' : key));
        if (tried.has(words.join('.'))) continue;
        tried.add(words.join('.'));
        for (const other of OTHERS) {
          const { ours, schemas } = verdicts(changed(data, place, other));
          if (ours !== schemas) wrong.push(`${place.join('.')} = ${JSON.stringify(other)}: ${String(ours)}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(tried.size).toBeGreaterThan(150);
  });

  it('leaves to the plugin whether a type is described', () => {
    const section = {
      clients: [{ package: 'ours', modules: { ours: { make: { call: { type: 'Word' } } } }, types: {} }],
    };
    expect(validate(section)).toBe(true);
    expect(() => settingsOf({ 'pool-hygiene': section })).toThrow('must be a type of the entry');
  });

  it('leaves to the plugin whether a text is a regular expression', () => {
    const section = { handlers: [{ name: 'ours', exported: [{ names: ['run'], path: '(' }] }] };
    expect(verdicts(section)).toEqual({ ours: false, schemas: true });
  });
});
