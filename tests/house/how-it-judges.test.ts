import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

import plugin from '../../src/index.ts';
import { samples } from './samples.ts';
import { read } from './sources.ts';

const page = read('docs/how-it-judges.md');

/** What a sample says of itself: ` // not reported`, ` // reported: …`, ` // reported in strict: …`. */
interface Claim {
  readonly line: number;
  readonly tier: 'recommended' | 'strict' | undefined;
  readonly words: string;
}

function claimsOf(code: string): Claim[] {
  return code.split('\n').flatMap((text, i) => {
    const [, before = '', not, strict, words = ''] =
      /^(.*?)\/\/ (not )?reported( in strict)?\b:? ?(.*)$/.exec(text) ?? [];
    if (!/\/\/ (?:not )?reported\b/.test(text)) return [];
    // A comment on a line of its own is about the next one.
    const line = before.trim() === '' ? i + 2 : i + 1;
    return [{ line, tier: not ? undefined : strict ? ('strict' as const) : ('recommended' as const), words }];
  });
}

/** What the page says of `pool` in its introduction, on the line on which the sample begins. */
function complete(code: string): string {
  const isOurs = /\bpool\./.test(code) && !/\b(?:const|let) pool\b|\(pool\b/.test(code);
  return isOurs ? `import { Pool, type PoolClient } from 'pg'; const pool = new Pool(); ${code}` : code;
}

/** Sections about one rule, whose samples are linted with it alone; all other samples are linted without these. */
const OWN_SECTIONS = new Map([
  ['What may wait for ever', 'pool-hygiene/require-timeout'],
  ['Errors that nobody hears', 'pool-hygiene/require-error-listener'],
  ['What is tried again', 'pool-hygiene/no-unbounded-retry'],
  ['What keeps a pool small', 'pool-hygiene/require-pool-limits'],
  ['Who closes first', 'pool-hygiene/consistent-keep-alive'],
  ['Stopping a service', 'pool-hygiene/require-graceful-shutdown'],
]);

function sectionAt(line: number): string {
  const before = page.split('\n').slice(0, line);
  return before.findLast((text) => text.startsWith('## '))?.slice('## '.length) ?? '';
}

function rulesFor(line: number, tier: 'recommended' | 'strict'): Linter.RulesRecord {
  const own = OWN_SECTIONS.get(sectionAt(line));
  const apart = new Set(OWN_SECTIONS.values());
  const entries = Object.entries(plugin.configs[`flat/${tier}`].rules);
  return Object.fromEntries(entries.filter(([name]) => (own === undefined ? !apart.has(name) : name === own)));
}

function messages(code: string, at: number, tier: 'recommended' | 'strict'): { line: number; message: string }[] {
  const [, file = 'sample.ts'] = /^\/\/ (\S+\.ts)\n/.exec(code) ?? [];
  const given = { 'pool-hygiene': plugin as unknown as NonNullable<Linter.Config['plugins']>[string] };
  const config = {
    files: ['**/*.ts'],
    languageOptions: { parser },
    plugins: given,
    rules: rulesFor(at, tier),
  };
  const found = new Linter({ cwd: '/app' }).verify(complete(code), [config], { filename: `/app/${file}` });
  return found.map(({ line, message }) => ({ line, message }));
}

describe('docs/how-it-judges.md', () => {
  const shown = samples(page);

  it('is full of samples, each of which claims something', () => {
    expect(shown.length).toBeGreaterThan(30);
    expect(shown.filter(({ code }) => claimsOf(code).length === 0)).toEqual([]);
    expect(shown.filter(({ code }) => code.trim().split('\n').length > 12)).toEqual([]);
  });

  it.each(shown.map((sample) => [sample.line, sample.code] as const))('the sample on line %i is true', (at, code) => {
    const claims = claimsOf(code);
    const expected = claims.filter(({ tier }) => tier === 'recommended');
    expect(messages(code, at, 'recommended')).toEqual(
      expected.map(({ line, words }) => ({ line, message: expect.stringContaining(words) as string })),
    );
    for (const { line, words } of claims.filter(({ tier }) => tier === 'strict'))
      expect(messages(code, at, 'strict')).toEqual([{ line, message: expect.stringContaining(words) as string }]);
  });

  it('has a table of contents that leads to its sections', () => {
    const listed = [...page.matchAll(/^- \[(.*)\]\(#(.*)\)$/gm)];
    const titles = [...page.matchAll(/^## (.*)$/gm)].map(([, title]) => title);
    expect(listed.map(([, title]) => title)).toEqual(titles);
    for (const [, title = '', anchor] of listed)
      expect(anchor).toBe(title.toLowerCase().replaceAll(' ', '-').replaceAll(',', ''));
  });
});
