import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import * as parser from '@typescript-eslint/parser';

import { samples } from '../../tests/house/samples.ts';
import { reportsOn } from '../linter/linting.ts';
import { benchOnDisk } from '../linter/on-disk.ts';
import type { Language, Preset, Report } from '../linter/protocol.ts';

/** The examples of the playground: what the README shows, and of each rule the first sample that its page calls incorrect. */

export interface Example {
  readonly name: string;
  readonly code: string;
  readonly language: Language;
  readonly preset: Preset;
  readonly using: boolean;
}

const root = join(import.meta.dirname, '../..');
const docs = join(root, 'docs/rules');

export declare const data: {
  readonly examples: readonly Example[];
  /** The reports on the first of them. */
  readonly found: readonly Report[];
};

export default {
  watch: ['../../README.md', '../../docs/rules/*.md'],
  load(): typeof data {
    const shown = ofReadme();
    const ofRules = readdirSync(docs).sort().flatMap(ofRule);
    return { examples: [shown, ...ofRules], found: reportsOn(shown, benchOnDisk(), parserFor(shown)) };
  },
};

function parserFor({ language }: Example): typeof parser | undefined {
  return language === 'ts' ? parser : undefined;
}

function ofReadme(): Example {
  const [, diff = ''] = /^```diff\n([\s\S]*?)^```$/m.exec(readFileSync(join(root, 'README.md'), 'utf8')) ?? [];
  const lines = diff.split('\n').filter((line) => !line.startsWith('+'));
  const code = lines.map((line) => line.slice(1)).join('\n');
  return { name: 'Two leaks in a service', code, language: 'ts', preset: 'recommended', using: false };
}

function ofRule(file: string): readonly Example[] {
  const page = readFileSync(join(docs, file), 'utf8');
  const first = samples(page).find(({ label, options }) => label === 'incorrect' && options === undefined);
  if (!first) return [];
  const { code, language, settings } = first;
  return [
    {
      name: file.replace(/\.md$/, ''),
      code,
      language: /^[cm]?jsx?$/.test(language) ? 'js' : 'ts',
      preset: presetOf(page),
      using: (settings as { readonly using?: unknown } | undefined)?.using === 'always',
    },
  ];
}

/** The lowest configuration that reports the sample: in `recommended` some rules are on with milder options. */
function presetOf(page: string): Preset {
  const [, first, milder] = /^- On in `(\w+)`[^(\n]*(\(in `recommended` with)?/m.exec(page) ?? [];
  if (first === 'recommended') return milder === undefined ? 'recommended' : 'strict';
  return first === 'strict' ? 'strict' : 'all';
}
