import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { libraries as listed } from '../../src/catalog/libraries.ts';
import { referencesOf } from '../../src/catalog/references.ts';
import type { Library } from '../../src/catalog/vocabulary.ts';

const libraries: readonly Library[] = listed;
const folder = fileURLToPath(new URL('../../src/catalog/', import.meta.url));
const notEntries = [
  'entry-shape.ts',
  'shapes.ts',
  'every-library.ts',
  'hosts.ts',
  'index.ts',
  'libraries.ts',
  'kept-catalogs.ts',
  'mentions.ts',
  'pages.ts',
  'patterns.ts',
  'references.ts',
  'specifiers.ts',
  'servers.ts',
  'starters.ts',
  'vocabulary.ts',
  'words.ts',
];
const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && !notEntries.includes(file));
const cases = libraries.map((library) => [library.package, library] as const);

function isKnown(library: Library, name: string): boolean {
  const [packageName, local] = name.includes('#') ? name.split('#') : [library.package, name];
  return local !== undefined && libraries.some((each) => each.package === packageName && local in each.types);
}

describe('the files of the catalog', () => {
  it('are all listed, in alphabetical order', () => {
    const source = readFileSync(`${folder}libraries.ts`, 'utf8');
    const imported = [...source.matchAll(/from '\.\/([\w-]+\.ts)'/g)]
      .map((match) => match[1])
      .filter((file) => file !== 'vocabulary.ts');
    expect(imported).toEqual([...files].sort((a, b) => (a.slice(0, -3) < b.slice(0, -3) ? -1 : 1)));
    expect(libraries).toHaveLength(files.length);
  });

  it('describe each module once', () => {
    const specifiers = libraries.flatMap((library) => Object.keys(library.modules));
    expect(specifiers.filter((specifier, at) => specifiers.indexOf(specifier) !== at)).toEqual([]);
  });
});

describe.each(cases)('the entry of %s', (_, library) => {
  it('is data and nothing else', () => {
    expect(JSON.parse(JSON.stringify(library))).toEqual(library);
  });

  it('refers to types that exist', () => {
    expect(referencesOf(library).filter(({ name }) => !isKnown(library, name))).toEqual([]);
  });

  it('says where the lifecycle is documented', () => {
    expect(library.docs).toMatch(/^https:\/\/\S+\.\S+/);
  });

  it('has a polite disposer beside every forced one, and the second step of every first', () => {
    for (const [name, type] of Object.entries(library.types)) {
      const disposers = Object.entries(type.dispose ?? {});
      for (const [method, disposer] of disposers) {
        const needs = disposer.needs;
        if (needs !== undefined) expect(type.dispose, `${name}.${method}`).toHaveProperty(needs);
      }
      const isForcedOnly = disposers.length > 0 && disposers.every(([, disposer]) => disposer.forced);
      expect(isForcedOnly && type.kind !== 'response', name).toBe(false);
    }
  });
});
