import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { format } from 'prettier';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import plugin from '../../../src/index.ts';
import { type Need, type SampleFile, sampleFiles } from '../../compat/sample.ts';
import { type Environment, type Run, environments } from './environments.ts';
import { Installation, packed } from '../installing.ts';
import { type Judgement, filesOf, judge } from './judging.ts';
import type { Difference } from './differences.ts';

/** What the page about compatibility is written from. */
const RESULTS = join(import.meta.dirname, 'results.json');

const files = sampleFiles();

/** What keeps a report from being made. */
const LACKING: Readonly<Record<Need, Difference>> = { types: 'no types', 'across files': 'no other files' };

const tarball = packed();

afterAll(() => {
  rmSync(dirname(tarball), { recursive: true, force: true });
});

/** The first judgement of each file: every other one is held against it. */
const reference = new Map<string, Judgement>();

const rules = plugin.configs['flat/strict'].rules as Readonly<Record<string, unknown>>;
const wanted = process.env['MATRIX'];
const chosen = environments(rules).filter(
  ({ name }, i) => wanted === undefined || i === 0 || new RegExp(wanted).test(name),
);

interface Row {
  readonly environment: string;
  readonly run: string;
  readonly files: number;
  readonly reports: number;
  readonly mended: number;
  readonly lacks: readonly Difference[];
}

const rows: Row[] = [];

describe.each(chosen)('$name', (environment: Environment) => {
  const installation = new Installation();

  beforeAll(() => {
    const { status, stderr } = installation.install(environment.packages, tarball);
    expect(stderr).not.toMatch(/ERESOLVE|conflicting peer/);
    expect(status).toBe(0);
  }, 300_000);

  afterAll(async () => {
    await noteRows();
    if (process.env['KEEP'] === undefined) installation.remove();
  });

  it('is installed without a conflict', () => {
    expect(installation.tree().stdout).not.toMatch(/invalid|UNMET DEPENDENCY/);
  });

  it.each(environment.runs)(
    '$name',
    (run: Run) => {
      const read = filesOf(files, run);
      const judged = judge(installation, run, read, files);
      for (const file of read) compare(file, run, judged.get(file.path));
      rows.push({
        environment: environment.name,
        run: run.name,
        files: read.length,
        reports: [...judged.values()].reduce((sum, { reports }) => sum + reports.length, 0),
        mended: read.filter((file) => judged.get(file.path)?.fixed !== file.text).length,
        lacks: run.lacks,
      });
    },
    300_000,
  );
});

/** Holds what was found in a file against what it announces, and against what was found in it before. */
function compare(file: SampleFile, run: Run, judgement: Judgement | undefined): void {
  if (!judgement) throw new Error(`${file.path} was not linted`);
  const expected = file.announced.filter(({ need }) => need === undefined || !run.lacks.includes(LACKING[need]));
  const said = (list: readonly { line: number; rule: string }[]): string[] =>
    list.map(({ line, rule }) => `${String(line)} ${rule}`).sort();
  expect(said(judgement.reports), file.path).toEqual(said(expected));
  const isWhole = expected.length === file.announced.length;
  const known = reference.get(file.path);
  if (!known) {
    if (isWhole) reference.set(file.path, judgement);
    return;
  }
  const seen = isWhole ? known : { reports: [], fixed: file.text };
  expect(
    judgement.reports.map(({ shown }) => shown),
    file.path,
  ).toEqual(seen.reports.map(({ shown }) => shown));
  for (const [i, { edits }] of judgement.reports.entries())
    if (edits) expect(edits, file.path).toEqual(seen.reports[i]?.edits);
  expect(judgement.fixed, `${file.path} after --fix`).toBe(seen.fixed);
}

/** What was run now takes the place of what was found before; the rest stays when only a part is run. */
async function noteRows(): Promise<void> {
  const before = existsSync(RESULTS) ? (JSON.parse(readFileSync(RESULTS, 'utf8')) as Row[]) : [];
  const known = [...rows, ...before];
  const current = environments(rules).flatMap(({ name, runs }) =>
    runs.flatMap((run) => known.find((row) => row.environment === name && row.run === run.name) ?? []),
  );
  writeFileSync(RESULTS, await format(JSON.stringify(current, undefined, 2), { parser: 'json', printWidth: 120 }));
}
