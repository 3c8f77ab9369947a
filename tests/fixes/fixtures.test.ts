import { existsSync, readFileSync } from 'node:fs';

import { parse } from '@typescript-eslint/parser';
import { describe, expect, it } from 'vitest';

import { type Fixture, configured, fixed, fixtures, keysOf, reports } from './fixing.ts';
import { typeErrors } from './types.ts';
import { commented, variants } from './variants.ts';

/** The texts that the suggestions of a text would make of it, by the words that offer them. */
function suggested(text: string, { file, run }: Fixture): { readonly words: string; readonly text: string }[] {
  return reports(text, file, run).flatMap((report) =>
    (report.suggestions ?? []).map(({ desc, fix }) => ({
      words: `${String(report.line)}: ${desc}`,
      text: text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1]),
    })),
  );
}

function commentsOf(text: string, file: string): string[] {
  return parse(text, { comment: true, range: true, jsx: file.endsWith('x') }).comments.map(({ value }) => value);
}

describe.each([...fixtures, ...configured])('$name', (fixture) => {
  const { file, text, fixedFile, run } = fixture;
  const expected = existsSync(fixedFile) ? readFileSync(fixedFile, 'utf8') : '';

  it('leaks', () => {
    expect(reports(text, file, run)).not.toEqual([]);
  });

  it('is mended', async () => {
    await expect(fixed(text, file, run)).toMatchFileSnapshot(fixedFile);
  });

  it('has these suggestions', async () => {
    const offers = suggested(expected, fixture).map((offer) => `${offer.words}\n${differing(expected, offer.text)}`);
    if (offers.length > 0)
      await expect(`${offers.join('\n')}\n`).toMatchFileSnapshot(fixedFile.replace(/fixed\.tsx?$/, 'suggestions.txt'));
  });

  // A file with a shebang is a command: how its clients are set up is not asked.
  const laidOut = variants.filter(({ name }) => run === undefined || name !== 'a shebang');

  it.each(laidOut)('is mended alike with $name', ({ apply }) => {
    expect(fixed(apply(text), file, run)).toBe(apply(expected));
  });

  it('keeps all comments, wherever they stand', () => {
    const output = fixed(commented(text), file, run);
    expect(commentsOf(output, file).sort()).toEqual(commentsOf(commented(text), file).sort());
    expect(keysOf(commented(text), file, run)).toEqual(expect.arrayContaining(keysOf(output, file, run)));
  });

  it('is mended once', () => {
    expect(fixed(expected, file, run)).toBe(expected);
  });

  it('brings no new report', () => {
    expect(keysOf(text, file, run)).toEqual(expect.arrayContaining(keysOf(expected, file, run)));
  });

  it('keeps its comments', () => {
    expect(commentsOf(expected, file)).toEqual(commentsOf(text, file));
  });
});

it('the compiler accepts every file before and after', { timeout: 120_000 }, () => {
  const files = new Map<string, string>();
  for (const fixture of [...fixtures, ...configured]) {
    const { file, text, fixedFile } = fixture;
    const expected = readFileSync(fixedFile, 'utf8');
    files.set(file, text);
    files.set(`fixed-${file}`, expected);
    for (const [i, offer] of suggested(expected, fixture).entries())
      files.set(`suggested-${String(i)}-${file}`, offer.text);
  }
  expect(typeErrors(files)).toEqual([]);
});

/** The lines in which two texts differ, with a mark before each. */
function differing(before: string, after: string): string {
  const [a, b] = [before.split('\n'), after.split('\n')];
  while (a.length > 0 && a[0] === b[0]) [a, b].forEach((lines) => lines.shift());
  while (a.length > 0 && a.at(-1) === b.at(-1)) [a, b].forEach((lines) => lines.pop());
  return [...a.map((line) => `- ${line}`), ...b.map((line) => `+ ${line}`)].join('\n');
}
