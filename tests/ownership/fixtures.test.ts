import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { annotated, fixturesIn, reportsOf } from '../support/annotated.ts';
import { variants } from './variants.ts';

const fixtures = fixturesIn(join(import.meta.dirname, 'fixtures'));

/** `npx vitest run tests/ownership -u` writes the expectations anew: read every one. */
describe.each(fixtures)('$name', ({ path, code, filename }) => {
  const isScript = /js$/.test(filename);

  it('is judged as it says', async () => {
    await expect(annotated(code, reportsOf(code, filename, 'typescript'))).toMatchFileSnapshot(path);
  });

  it.runIf(isScript)('is judged alike without the TypeScript parser', () => {
    expect(annotated(code, reportsOf(code, filename, 'espree'))).toBe(
      annotated(code, reportsOf(code, filename, 'typescript')),
    );
  });

  it.each(variants.filter(({ isForTypes }) => isForTypes !== false || isScript))(
    'is judged alike $name',
    ({ apply }) => {
      const found = (text: string): string[] =>
        reportsOf(text, filename, 'typescript').map(({ ruleId, line }) => `${String(line)} ${String(ruleId)}`);
      expect(found(apply(code))).toEqual(found(code));
    },
  );
});
