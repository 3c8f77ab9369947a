import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { expect, it } from 'vitest';

import plugin from '../../src/index.ts';

/**
 * All rules over the files of the installed packages, as they are and damaged. Of thousands of files as many are taken as fit
 * into the time, in an order that a seed decides: ROBUSTNESS_SECONDS and ROBUSTNESS_SEED say otherwise.
 */

const root = join(import.meta.dirname, '../..');
const seconds = Number(process.env['ROBUSTNESS_SECONDS'] ?? 240);
const seed = Number(process.env['ROBUSTNESS_SEED'] ?? 1);

const MOST_CHARACTERS = 150_000;

/** Numbers from 0 to below 1, always the same ones for a seed. */
function numbersFrom(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path);
    return /\.[cm]?[jt]sx?$/.test(entry.name) && statSync(path).size < MOST_CHARACTERS ? [path] : [];
  });
}

const random = numbersFrom(seed);
const below = (limit: number): number => Math.floor(random() * limit);
const oneOf = <T>(list: readonly T[]): T | undefined => list[below(list.length)];

/** Resources of all kinds, to stand in for what the file calls. */
const ACQUIRED = [
  'await pool.connect()',
  'fetch(url)',
  'new pg.Pool({ max })',
  'await new pg.Pool().connect()',
  'request(url, { dispatcher: new Agent() })',
  'createClient()',
  'pool.query(text)',
  'http.get(url, (res) => res.resume())',
  'axios.get(url)',
  'retry(() => fetch(url))',
];

const IMPORTS = `import pg from 'pg'; import http from 'node:http'; import axios from 'axios'; import retry from 'async-retry'; import { Agent, request } from 'undici'; import { createClient } from 'redis'; const pool = new pg.Pool();\n`;

const WORD = /[A-Za-z_$][\w$]*/g;
const CALL = /\b[\w$.]+\([^()\n]{0,40}\)/g;

/** The ways in which a text is damaged. */
const DAMAGES: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'cut off': (text) => text.slice(0, below(text.length)),
  'with a hole': (text) => {
    const from = below(text.length);
    return text.slice(0, from) + text.slice(from + below(40));
  },
  'with two lines exchanged': (text) => {
    const lines = text.split('\n');
    const [a, b] = [below(lines.length), below(lines.length)];
    [lines[a], lines[b]] = [lines[b] ?? '', lines[a] ?? ''];
    return lines.join('\n');
  },
  'with a word in place of another': (text) => {
    const words = [...text.matchAll(WORD)];
    const [target, source] = [oneOf(words), oneOf(words)];
    return target && source
      ? text.slice(0, target.index) + source[0] + text.slice(target.index + target[0].length)
      : text;
  },
  'with resources in place of calls': (text) => withResources(text),
  'with resources, and a hole': (text) => {
    const planted = withResources(text);
    const from = below(planted.length);
    return planted.slice(0, from) + planted.slice(from + below(25));
  },
};

function withResources(text: string): string {
  return IMPORTS + text.replaceAll(CALL, (call) => (random() < 0.2 ? (oneOf(ACQUIRED) ?? call) : call));
}

/** Takes what other parsers reject, as editors' parsers do. */
const tolerant = {
  parseForESLint: (text: string, options: parser.ParserOptions) =>
    parser.parseForESLint(text, { ...options, allowInvalidAST: true }),
};

// A pattern for everything names no file: what only `**/*` matches is not linted at all.
const FILES = ['**/*.{js,cjs,mjs,jsx,ts,cts,mts,tsx}'];

const config = [
  {
    files: FILES,
    languageOptions: { parser: tolerant, parserOptions: { ecmaFeatures: { jsx: true } } },
    settings: { 'pool-hygiene': { runtime: 'node' } },
    linterOptions: { reportUnusedDisableDirectives: 'off' },
  },
  { files: FILES, ...plugin.configs['flat/all'] },
] as unknown as Linter.Config[];

it(
  'no file makes a rule throw',
  () => {
    const files = filesIn(join(root, 'node_modules')).sort();
    const until = performance.now() + seconds * 1000;
    const faults: string[] = [];
    const counts = { files: 0, texts: 0, linted: 0, reports: 0 };
    while (performance.now() < until && files.length > 0 && faults.length < 20) {
      const [path = ''] = files.splice(below(files.length), 1);
      const text = readFileSync(path, 'utf8');
      counts.files += 1;
      for (const [how, damage] of Object.entries(DAMAGES)) {
        const damaged = damage(text);
        counts.texts += 1;
        try {
          const name = `src/file${/\.[cm]?[jt]sx?$/.exec(path)?.[0] ?? '.js'}`;
          const messages = new Linter().verify(damaged, config, { filename: name, allowInlineConfig: false });
          if (messages.some(({ fatal }) => fatal)) continue;
          expect(messages.filter(({ ruleId }) => ruleId === null)).toEqual([]);
          counts.linted += 1;
          counts.reports += messages.length;
        } catch (error) {
          const [first = '', ...rest] = (error instanceof Error ? (error.stack ?? '') : String(error)).split('\n');
          faults.push([`${relative(root, path)}, ${how}`, first, ...rest.slice(0, 6)].join('\n'));
        }
      }
    }
    console.log(JSON.stringify({ seed, ...counts }));
    expect(faults).toEqual([]);
    // What no parser takes never reaches a rule; enough must have, or this says nothing.
    expect(counts.linted).toBeGreaterThan(counts.texts / 3);
    expect(counts.reports).toBeGreaterThan(0);
  },
  (seconds + 120) * 1000,
);
