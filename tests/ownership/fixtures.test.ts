import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { annotated, fixturesIn, reportsOf } from '../support/annotated.ts';

const fixtures = fixturesIn(join(import.meta.dirname, 'fixtures'));

/** `npx vitest run tests/ownership -u` writes the expectations anew: read every one. */
describe.each(fixtures)('$name', ({ path, code, filename }) => {
  it('is judged as it says', async () => {
    await expect(annotated(code, reportsOf(code, filename, 'typescript'))).toMatchFileSnapshot(path);
  });

  it.runIf(/js$/.test(filename))('is judged alike without the TypeScript parser', async () => {
    await expect(annotated(code, reportsOf(code, filename, 'espree'))).toMatchFileSnapshot(path);
  });
});
