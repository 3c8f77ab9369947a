import * as typescript from '@typescript-eslint/parser';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import plugin from '../../src/index.ts';
import { lint } from '../support/linting.ts';
import { introduction, type Sample, samples, sections } from './samples.ts';
import { read, root } from './sources.ts';

const SECTIONS = ['Incorrect', 'Correct', 'How it decides', 'Options', 'When not to use it', 'Known limits'];

const documented = Object.entries(plugin.rules).filter(([name]) => existsSync(join(root, `docs/rules/${name}.md`)));

describe.each(documented)('docs/rules/%s.md', (name, rule) => {
  const page = read(`docs/rules/${name}.md`);
  const found = sections(page);
  const section = (title: string) => found.find((one) => one.title === title);

  it('has its sections, in order', () => {
    expect(found.map(({ title }) => title)).toEqual(SECTIONS);
    for (const { title, text } of found) expect(text.length, title).toBeGreaterThan(20);
  });

  it('begins with what is generated and goes on with what happens to those who do not listen', () => {
    expect(page.startsWith(`<!-- begin header -->\n\n# pool-hygiene/${name}\n`)).toBe(true);
    expect(introduction(page).length).toBeGreaterThan(200);
  });

  it('says how it decides, and where that is told in full', () => {
    expect(section('How it decides')?.text).toContain('](../how-it-judges.md');
  });

  it('has a heading for every option', () => {
    const options = Object.keys((rule.meta.schema[0]?.['properties'] ?? {}) as object);
    expect(section('Options')?.parts).toEqual(options.map((option) => `\`${option}\``));
    expect(section('Options')?.text).toMatch(/<!-- begin options -->[\s\S]+<!-- end options -->/);
  });

  it('shows both kinds of code', () => {
    const labels = samples(page).map(({ label }) => label);
    expect(labels).toEqual(expect.arrayContaining(['incorrect', 'correct']));
  });

  it.each(samples(page).map((sample) => [sample.line, sample.label, sample] as const))(
    'line %i is %s',
    (_line, label, sample) => {
      expect(label, 'a sample says what it is').toBeDefined();
      if (label === 'config') return;
      const messages = lintSample(rule, sample);
      expect(messages.filter(({ ruleId }) => ruleId === null).map(({ message }) => message)).toEqual([]);
      if (label === 'correct') expect(messages.map(({ message }) => message)).toEqual([]);
      else expect(messages.length).toBeGreaterThan(0);
    },
  );
});

function lintSample(
  rule: Parameters<typeof lint>[0],
  { code, language, options, settings }: Sample,
): ReturnType<typeof lint> {
  const config = { languageOptions: { parser: typescript } };
  return lint(rule, code, { options, settings, config, filename: `sample.${language}` });
}

describe('the reading of pages', () => {
  const page = [
    'intro',
    '## Incorrect',
    '```ts',
    'a',
    '```',
    '## Options',
    '### `x`',
    '```js correct options={"x":1}',
    'b',
    '```',
    '```ts',
    'c',
    '```',
    '```sh',
    'd',
    '```',
    '',
  ].join('\n');

  it('finds samples, what they claim, and with which options', () => {
    expect(samples(page)).toEqual([
      { label: 'incorrect', language: 'ts', options: undefined, settings: undefined, code: 'a\n', line: 3 },
      { label: 'correct', language: 'js', options: { x: 1 }, settings: undefined, code: 'b\n', line: 8 },
      { label: undefined, language: 'ts', options: undefined, settings: undefined, code: 'c\n', line: 11 },
    ]);
  });

  it('finds sections and their parts', () => {
    expect(introduction(page)).toBe('intro');
    expect(sections(page).map(({ title, parts }) => [title, parts])).toEqual([
      ['Incorrect', []],
      ['Options', ['`x`']],
    ]);
  });
});
