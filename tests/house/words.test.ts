import { describe, expect, it } from 'vitest';

import { libraries } from '../../src/catalog/libraries.ts';
import { filesUnder, importsOf, sources } from './sources.ts';

const outsideCatalog = sources.filter(({ path }) => !path.startsWith('src/catalog/'));

describe('the words of the house', () => {
  it('names no library outside the catalog', () => {
    const names = new Set(libraries.flatMap(({ package: name, modules }) => [name, ...Object.keys(modules)]));
    // The platform, which has an entry but is no library.
    names.delete('global');
    // A package, and a word of the house: what code runs for, again and again.
    names.delete('request');
    const found = outsideCatalog.flatMap(({ path, text }) => {
      const imported = new Set(importsOf({ path, text }).map(({ specifier }) => specifier));
      const strings = [...withoutComments(text).matchAll(/'([^'\n]+)'|"([^"\n]+)"/g)].map(
        ([, single, double]) => single ?? double ?? '',
      );
      return strings
        .filter((string) => names.has(string) && !imported.has(string))
        .map((string) => `${path}: '${string}'`);
    });
    expect(found).toEqual([]);
  });

  it('keeps all WeakMaps in one place', () => {
    const holders = sources.filter(({ text }) => /\bnew Weak(?:Map|Set)\b/.test(text)).map(({ path }) => path);
    expect(holders).toEqual(['src/memo.ts']);
  });

  it('leaves ESLint’s code paths alone: they do not know what throws', () => {
    const users = sources
      .filter(({ text }) => /onCodePath|onUnreachableCodePath|codePathAnalysis/.test(text))
      .map(({ path }) => path);
    expect(users).toEqual([]);
  });

  it('names files in kebab case, and each for what it is', () => {
    const files = [
      ...filesUnder('src', /\.ts$/),
      ...filesUnder('scripts', /\.\w+$/),
      ...filesUnder('tests', /\.test\.ts$/),
    ];
    const base = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/(?:\.test)?\.\w+$/, '');
    expect(files.filter((path) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(base(path)))).toEqual([]);
    expect(files.filter((path) => /\b(?:utils?|helpers?|misc|common)\b/.test(path.slice(path.indexOf('/'))))).toEqual(
      [],
    );
  });
});

/** The code without comments, roughly: enough for strings that are names of packages. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(?<=^|[\s;{}(,])\/\/.*$/gm, '');
}
