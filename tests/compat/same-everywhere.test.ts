import { createRequire } from 'node:module';
import { join } from 'node:path';

import * as babel from '@babel/eslint-parser';
import * as typescript from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { Linter as Linter9 } from 'eslint-9';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import plugin from '../../src/index.ts';
import { oxlintrc } from '../named/compat/configs.ts';
import { type Report, byOxlint, reportOf } from '../named/compat/judging.ts';
import { Project } from './project.ts';
import { type Announced, type SampleFile, sampleFiles } from './sample.ts';

/**
 * The compatibility matrix with what is installed here: ESLint 8.57, 9 and 10 with the usual parsers, and oxlint. The whole of
 * it is `npm run test:compat`.
 */

const sample = sampleFiles();
const files = sample.filter(({ path }) => /^src\/.*\.(?:c?js|mjs|ts)$/.test(path));
const rules = plugin.configs['flat/strict'].rules as Readonly<Record<string, unknown>>;

type AnyLinter = new (options: object) => Pick<Linter, 'verify' | 'verifyAndFix'>;

const READERS = {
  espree: {},
  typescript: { parser: typescript },
  babel: {
    parser: babel,
    parserOptions: { requireConfigFile: false, babelOptions: { babelrc: false, configFile: false } },
  },
} as const;

interface Judgement {
  readonly reports: readonly Report[];
  readonly fixed: string;
}

let project: Project;

beforeAll(() => {
  const installed = sample.map(({ path, text }) => [path.replace('packages/', 'node_modules/'), text] as const);
  const texts = Object.fromEntries(installed);
  project = new Project(
    { ...texts, '.oxlintrc.json': oxlintrc(rules), 'package.json': '{"type":"module"}' },
    { oxlint: 'oxlint' },
  );
});

afterAll(() => {
  project.remove();
});

function judge(linter: AnyLinter, reader: keyof typeof READERS, { path, text }: SampleFile): Judgement {
  const config = [
    {
      files: ['**/*.{js,cjs,mjs,ts}'],
      languageOptions: { ecmaVersion: 'latest', sourceType: 'module', ...READERS[reader] },
    },
    { ...plugin.configs['flat/strict'], settings: { 'pool-hygiene': { runtime: 'node' } } },
  ] as unknown as Linter.Config[];
  const with8 = new linter({ cwd: project.home, configType: 'flat' });
  const filename = join(project.home, path);
  const reports = with8.verify(text, config, { filename }).map((message) => reportOf(message));
  return { reports: sorted(reports), fixed: with8.verifyAndFix(text, config, { filename }).output };
}

function sorted(reports: readonly Report[]): Report[] {
  return [...reports].sort((a, b) => a.line - b.line || (a.shown < b.shown ? -1 : 1));
}

const announcedIn = ({ announced }: SampleFile, lacks: readonly Announced['need'][]): string[] =>
  announced.filter(({ need }) => !lacks.includes(need)).map(({ line, rule }) => `${line} ${rule}`);

const said = (reports: readonly Report[]): string[] => reports.map(({ line, rule }) => `${line} ${rule}`);

const references = new Map<string, Judgement>();

/** What all others are held against. */
function reference(file: SampleFile): Judgement {
  const found = references.get(file.path) ?? judge(eslint10, 'typescript', file);
  references.set(file.path, found);
  return found;
}

const eslint10 = Linter as unknown as AnyLinter;
const eslint9 = Linter9 as unknown as AnyLinter;
const { Linter: eslint8 } = createRequire(import.meta.url)('eslint-8') as { readonly Linter: AnyLinter };

describe.each([
  ['ESLint 10, espree', eslint10, 'espree'],
  ['ESLint 9, typescript-eslint', eslint9, 'typescript'],
  ['ESLint 9, espree', eslint9, 'espree'],
  ['ESLint 9, Babel', eslint9, 'babel'],
  ['ESLint 8.57, typescript-eslint', eslint8, 'typescript'],
  ['ESLint 8.57, espree', eslint8, 'espree'],
] as const)('%s', (name, linter, reader) => {
  const isOld = name.startsWith('ESLint 8') || reader === 'babel';
  const read = files.filter(({ path }) =>
    path.endsWith('.ts') ? reader === 'typescript' : reader === 'typescript' || !path.endsWith('.mjs') || !isOld,
  );

  it.each(read.map((file) => [file.path, file] as const))('%s', (_path, file) => {
    const judged = judge(linter, reader, file);
    expect(said(judged.reports)).toEqual(announcedIn(file, ['types']));
    expect(judged).toEqual(reference(file));
  });
});

it('types tell of what no text names', () => {
  const parserOptions = { projectService: true, tsconfigRootDir: project.home };
  const config = [
    { files: ['**/*.ts'], languageOptions: { parser: typescript, parserOptions } },
    { ...plugin.configs['flat/strict'], settings: { 'pool-hygiene': { runtime: 'node' } } },
  ] as unknown as Linter.Config[];
  const linter = new Linter({ cwd: project.home });
  const written = files.filter(({ path }) => path.endsWith('.ts'));
  expect(written.length).toBeGreaterThan(1);
  for (const file of written) {
    const messages = linter.verify(file.text, config, { filename: join(project.home, file.path) });
    expect(said(messages.map((message) => reportOf(message))), file.path).toEqual(announcedIn(file, []));
  }
});

describe('oxlint', () => {
  it('says the same, apart from what other files tell, and mends the same', () => {
    const found = byOxlint(project, files);
    for (const file of files) {
      const reports = sorted(found.get(file.path) ?? []);
      expect(said(reports), file.path).toEqual(announcedIn(file, ['types', 'across files']));
      if (file.announced.some(({ need }) => need !== undefined)) continue;
      const { reports: others, fixed } = reference(file);
      expect(
        reports.map(({ shown }) => shown),
        file.path,
      ).toEqual(others.map(({ shown }) => shown));
      expect(project.read(file.path), file.path).toBe(fixed);
    }
  });
});
