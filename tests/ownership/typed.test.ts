import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { beforeAll, describe, expect, it } from 'vitest';

import { annotated, fixturesIn, reportsOf } from '../support/annotated.ts';
import { programOver } from '../support/typed.ts';

const here = import.meta.dirname;
const fixtures = fixturesIn(join(here, 'fixtures'));
const typed = fixturesIn(join(here, 'typed/fixtures'));

/** Declarations of packages that are installed nowhere, under the names of their files. */
function packages(): readonly (readonly [string, string])[] {
  const folder = join(here, 'typed/fixtures/packages');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.d.ts'));
  return files.map((file) => [
    `/app/node_modules/${file.replaceAll('\\', '/').replace('.d.ts', '')}/index.d.ts`,
    readFileSync(join(folder, file), 'utf8'),
  ]);
}

const known = (of: typeof fixtures): Map<string, string> => new Map(of.map(({ filename, code }) => [filename, code]));

/** Types confirm what names and imports say already, and add nothing to files that hide nothing from them. */
describe('the fixtures with type information', () => {
  let program: ReturnType<typeof programOver>;
  beforeAll(() => {
    program = programOver(known(fixtures));
  }, 120_000);

  it.each(fixtures)('are judged alike: $name', ({ text, code, filename }) => {
    expect(annotated(code, reportsOf(code, filename, 'typescript', { programs: [program] }))).toBe(text);
  });
});

/** `npx vitest run tests/ownership/typed.test.ts -u` writes the expectations anew: read every one. */
describe('what only types know', () => {
  let program: ReturnType<typeof programOver>;
  beforeAll(() => {
    program = programOver(new Map([...known(typed), ...packages()]));
  }, 120_000);

  it.each(typed)('is judged as it says: $name', async ({ path, code, filename }) => {
    const found = reportsOf(code, filename, 'typescript', { programs: [program] });
    await expect(annotated(code, found)).toMatchFileSnapshot(path);
  });
});
