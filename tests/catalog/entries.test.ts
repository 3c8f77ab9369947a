import { beforeAll, describe, expect, it } from 'vitest';

import { libraries as listed } from '../../src/catalog/libraries.ts';
import type { Library } from '../../src/catalog/vocabulary.ts';
import {
  Declarations,
  type Edition,
  editionsOf,
  installed,
  installedVersion,
  isDeclared,
  isPlatform,
  packageOf,
  sourceText,
} from './declarations.ts';
import type { Disagreement } from './disagreement.ts';
import { Verifier } from './verify.ts';

const all: readonly Library[] = listed;
const libraries = all.filter(isDeclared);

/** An entry names in `unchecked` what could not be checked; where nothing at all is declared, every name must occur in the library's code. */
function isExcused(library: Library, { undeclared }: Disagreement): boolean {
  if (library.unchecked === undefined || undeclared === undefined) return false;
  const [type = '', ...path] = undeclared.split('.');
  const named = library.unchecked.split(/[ ,:;]+/);
  if (named.includes(undeclared) || named.includes(type)) return true;
  return (
    library.unchecked.startsWith('no declarations') &&
    (undeclared in library.types || sources(library).includes(path.at(-1) ?? type))
  );
}

function sources(library: Library): string {
  const packages = [...new Set(Object.keys(library.modules).map(packageOf))];
  return packages.map(sourceText).join('\n') + library.package;
}

function* complaints(library: Library, declarations: Declarations): Iterable<string> {
  const editions = editionsOf(library);
  const found = new Map<Edition, readonly Disagreement[]>();
  for (const edition of editions)
    found.set(edition, [...new Verifier(library, edition, libraries, declarations).run()]);
  const disagreed = [...found.values()].flat();
  if (library.unchecked !== undefined && !disagreed.some((each) => isExcused(library, each)))
    yield 'everything can be checked: `unchecked` is not needed';
  for (const [edition, disagreements] of found) {
    const others = [...found.values()].filter((each) => each !== disagreements);
    const told = new Set<string>();
    for (const each of disagreements) {
      const isElsewhere =
        each.eitherEdition === true && others.some((other) => !other.some(({ text }) => text === each.text));
      if (isElsewhere || isExcused(library, each) || told.has(each.text)) continue;
      told.add(each.text);
      yield `${edition}: ${each.text}${each.at === undefined ? '' : ` (${each.at})`}`;
    }
  }
}

describe.skipIf(!installed)('the catalog against the declarations of the packages', () => {
  let declarations: Declarations;

  beforeAll(() => {
    declarations = new Declarations(libraries);
  }, 240_000);

  it.each(libraries.map((library) => [library.package, library] as const))('%s', { timeout: 60_000 }, (_, library) => {
    expect([...complaints(library, declarations)]).toEqual([]);
  });

  const packaged = libraries.filter((library) => !isPlatform(library));
  it.each(packaged.map((library) => [library.package, library] as const))(
    '%s was checked in the versions that it says',
    (_, library) => {
      const oldest = installedVersion(library.package, 'oldest') ?? library.checked.oldest;
      expect(library.checked).toEqual({ oldest, newest: installedVersion(library.package) });
    },
  );
});
