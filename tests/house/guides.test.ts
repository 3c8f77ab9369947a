import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

import plugin from '../../src/index.ts';
import { type Sample, samples } from './samples.ts';
import { filesUnder, read, root } from './sources.ts';

/** The pages that are about no rule. What they show is linted with the recommended rules. */
const pages = filesUnder('docs', /\.md$/).filter(
  (path) => !/^docs\/(?:rules\/|how-it-judges|libraries|frameworks|configuration|own-clients)/.test(path),
);

const config = {
  files: ['**/*.{js,ts}'],
  languageOptions: { parser },
  plugins: { 'pool-hygiene': plugin as unknown as NonNullable<Linter.Config['plugins']>[string] },
  rules: plugin.configs['flat/recommended'].rules as Linter.RulesRecord,
};

function lint({ code, language }: Sample): string[] {
  return new Linter().verify(code, [config], { filename: `sample.${language}` }).map(({ message }) => message);
}

const shown = pages.flatMap((path) => samples(read(path)).map((sample) => [path, sample.line, sample] as const));

describe('the guides', () => {
  it('are there', () => {
    expect(pages.length).toBeGreaterThan(4);
    expect(shown.length).toBeGreaterThan(8);
  });

  it.each(shown)('%s, line %i, is what it says', (_path, _line, sample) => {
    expect(['incorrect', 'correct', 'config']).toContain(sample.label);
    if (sample.label === 'config') return;
    const found = lint(sample);
    expect(found.filter((message) => message.startsWith('Parsing error'))).toEqual([]);
    if (sample.label === 'correct') expect(found).toEqual([]);
    else expect(found.length).toBeGreaterThan(0);
  });

  it.each(filesUnder('docs', /\.md$/))('%s links to what is there', (path) => {
    const targets = [...read(path).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
    const files = targets
      .filter((target) => !/^(?:https?:|#)/.test(target))
      .map((target) => target.replace(/#.*$/, ''));
    expect(files.filter((target) => !existsSync(join(root, dirname(path), target)))).toEqual([]);
  });
});
