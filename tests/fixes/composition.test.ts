import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { type Fixture, all, fixed, fixtures, keysOf } from './fixing.ts';
import { typeErrors } from './types.ts';
import { commented, variants } from './variants.ts';

/** Every rule alone, every pair, and all together. */
const combinations: readonly (readonly string[])[] = [
  ...all.map((one) => [one]),
  ...all.flatMap((one, i) => all.slice(i + 1).map((other) => [one, other])),
  ...(all.length > 2 ? [all] : []),
];

const layouts = [...variants, { name: 'comments everywhere', apply: commented }];

/** What a set of rules makes of each file in a layout; most rules have nothing to say of most files, and their outputs are the same. */
function outputs(
  only: readonly string[],
  apply: (text: string) => string,
): (Fixture & { readonly before: string; readonly after: string })[] {
  return fixtures.map((fixture) => {
    const before = apply(fixture.text);
    return { ...fixture, before, after: fixed(before, fixture.file, { only }) };
  });
}

describe.each(combinations.map((only) => ({ names: only.join(' and '), only })))('$names', ({ only }) => {
  describe.each(layouts)('with $name', ({ apply }) => {
    it('mends without harm', () => {
      for (const { file, before, after } of outputs(only, apply)) {
        expect(fixed(after, file, { only }), `${file}: a second run changes something`).toBe(after);
        expect(keysOf(before, file), `${file}: new reports`).toEqual(expect.arrayContaining(keysOf(after, file)));
      }
    });
  });
});

it('the compiler accepts what any of them leaves', { timeout: 120_000 }, () => {
  const texts = new Set(
    combinations.flatMap((only) =>
      outputs(only, (text) => text).map(({ file, after }) => JSON.stringify([file, after])),
    ),
  );
  const files = [...texts].map((each, i) => {
    const [file, after] = JSON.parse(each) as [string, string];
    return [`${String(i)}-${file}`, after] as const;
  });
  expect(files.length).toBeGreaterThan(fixtures.length);
  expect(typeErrors(new Map(files))).toEqual([]);
});

/** They report a resource before the others do, and leave some for a person; without them the others would mend what they claim. */
const FIRST = ['no-per-request-client', 'no-use-after-dispose'];

it('mends alike, whether the rules run together or one after the other', () => {
  const beside = (name: string): readonly string[] => [...new Set([...FIRST, name])];
  for (const { file, text, fixedFile } of fixtures) {
    const oneByOne = all.reduce((mended, name) => fixed(mended, file, { only: beside(name) }), text);
    const backwards = all.reduceRight((mended, name) => fixed(mended, file, { only: beside(name) }), text);
    const expected = readFileSync(fixedFile, 'utf8');
    expect([oneByOne, backwards], file).toEqual([expected, expected]);
  }
});
