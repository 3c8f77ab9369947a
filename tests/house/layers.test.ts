import { posix } from 'node:path';

import { describe, expect, it } from 'vitest';

import { type Import, importsOf, sources } from './sources.ts';

/** Which room may import which at run time, `types` when only types, and why. Knowledge flows one way. */
const MAY_IMPORT: Readonly<Record<string, Readonly<Record<string, true | 'types'>>>> = {
  // The words that everyone uses know nobody.
  lang: { memo: true },
  memo: {},
  // Data only: a dump as JSON must be possible.
  catalog: {},
  // The section is parsed once; a user's clients are described in the catalog's words.
  settings: { catalog: true, memo: true },
  // By which names a host calls exports is the catalog's to say.
  project: { catalog: true, lang: true, memo: true, settings: true },
  // Which packages draw pages is the catalog's to say.
  surroundings: { catalog: true, lang: true, memo: true, project: true, settings: true },
  // Which entry an expression comes from; not what its holder then does with it.
  origin: { catalog: true, project: true, lang: true, memo: true, settings: true },
  // Has never heard of pools.
  flow: { lang: true },
  scope: { origin: true, catalog: true, project: true, lang: true, memo: true, settings: true },
  ownership: { flow: true, origin: true, catalog: true, project: true, lang: true, memo: true, settings: true },
  // A verdict goes in, edits come out; the verdict carries catalog entries and points of the graph.
  fixes: { lang: true, ownership: 'types', scope: 'types', catalog: 'types', flow: 'types' },
  // Parts of the next: whether a place may run at all, and which versions of packages there are.
  running: { analysis: 'types', surroundings: true, ownership: true, project: true, lang: true },
  versions: { analysis: 'types', project: true },
  // What kind of file it is, and its analysis, made when first needed: the gates stand here.
  analysis: {
    running: true,
    versions: true,
    surroundings: true,
    ownership: true,
    origin: true,
    project: true,
    settings: 'types',
    catalog: true,
    lang: true,
  },
  // The bag knows every room, so that no rule has to.
  file: {
    analysis: true,
    surroundings: true,
    scope: true,
    ownership: true,
    flow: true,
    fixes: true,
    origin: true,
    project: true,
    settings: true,
    catalog: true,
    lang: true,
    memo: true,
  },
  // The adapter opens the bag for a rule, once a tree, with the settings that were read; it words verdicts and looks into none.
  rule: { file: true, memo: true, settings: true, ownership: 'types', scope: 'types' },
  // What is wrong, in which words; nothing about how we know.
  rules: { rule: true, fixes: true, file: 'types' },
  // What was found, for those who draw it: the playground of the site.
  routes: { rule: true },
  // Computed from the rules' meta.
  configs: { rules: true, rule: 'types' },
  index: { configs: true, rules: true },
};

/** What comes from outside, by room. Everything else is a type or nothing at all: the package has no dependency. */
const OUTSIDE: Readonly<Record<string, readonly RegExp[]>> = {
  index: [/^\.\.\/package\.json$/],
  project: [/^node:(?:fs|path)$/, /^@typescript-eslint\/scope-manager$/],
};

const roomOf = (path: string): string => path.split('/')[1]?.replace(/\.ts$/, '') ?? '';
const target = ({ from, specifier }: Import): string => posix.join(posix.dirname(from), specifier);
const isInside = (one: Import): boolean => one.specifier.startsWith('.') && target(one).startsWith('src/');

const imports = sources.flatMap(importsOf);
const shown = (one: Import): string => `${one.from} imports ${one.specifier}`;

describe('layers', () => {
  it('reads the imports', () => {
    expect(imports.length).toBeGreaterThan(sources.length);
    expect(imports).toContainEqual({
      from: 'src/configs/flat.ts',
      specifier: '../rule/define-rule.ts',
      isTypeOnly: true,
    });
    expect(imports).toContainEqual({
      from: 'src/rules/no-unconsumed-body.ts',
      specifier: '../rule/define-rule.ts',
      isTypeOnly: false,
    });
  });

  it('every room stands in the table', () => {
    const rooms = [...new Set(sources.map(({ path }) => roomOf(path)))];
    expect(rooms.filter((room) => !(room in MAY_IMPORT))).toEqual([]);
  });

  it('knowledge flows one way', () => {
    const wrong = imports.filter(isInside).filter((one) => {
      const [own, other] = [roomOf(one.from), roomOf(target(one))];
      const may = own === other ? true : MAY_IMPORT[own]?.[other];
      return may !== true && !(may === 'types' && one.isTypeOnly);
    });
    expect(wrong.map(shown)).toEqual([]);
  });

  it('nothing but types comes from other packages, and little from Node', () => {
    const wrong = imports.filter(
      (one) =>
        !isInside(one) && !one.isTypeOnly && !OUTSIDE[roomOf(one.from)]?.some((pattern) => pattern.test(one.specifier)),
    );
    expect(wrong.map(shown)).toEqual([]);
  });

  it('one file alone looks at the disk, so that another can take its place where there is none', () => {
    const users = imports.filter(({ specifier }) => /^(?:node:)?fs\b/.test(specifier)).map(({ from }) => from);
    expect([...new Set(users)]).toEqual(['src/project/disk.ts']);
  });

  it('relative imports name the file that is meant', () => {
    expect(
      imports.filter(({ specifier }) => /^\.\.?\//.test(specifier) && !/\.(?:ts|json)$/.test(specifier)).map(shown),
    ).toEqual([]);
  });
});
