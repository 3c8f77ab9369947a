/**
 * `npm run bench`: what linting with this plugin costs beside ESLint without any rule, and beside other plugins, on published sources.
 * Each figure is of whole processes, in rounds: in every round each set of rules lints everything once, and is compared with the
 * process without rules of the same round. What is fetched and installed for it is kept outside the project.
 *
 *     npm run bench -- [--rounds 15] [--typed] [--only load|growth|untyped|typed] [--lines 1000000] [--record]
 *
 * The build of `dist` is what is measured. `--record` writes the results to docs/speed.json, and the page and the chart that are made of them.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { loadTimes, median } from './load.mjs';
import { namesOf, peersFolder, sizeOf, sourcesOf } from './speed/material.mjs';
import { chart, page } from './speed/page.mjs';

const UNTYPED = ['none', 'recommended', 'strict', 'all', 'typescript-eslint', 'n', 'unicorn', 'sonarjs'];
const TYPED = ['checker', 'none', 'recommended', 'strict', 'all', 'typescript-eslint'];
const OURS = new Set(['none', 'checker', 'recommended', 'strict', 'all']);
const PROJECTS = [1_000, 10_000, 100_000, 1_000_000];
const FUNCTIONS = [100, 1_000, 5_000, 20_000];
const RECORD = join(import.meta.dirname, '../docs/speed.json');

const run = (script, ...args) =>
  JSON.parse(
    execFileSync(
      process.execPath,
      ['--max-old-space-size=4096', join(import.meta.dirname, 'speed', script), ...args.map(String)],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1e8 },
    ),
  );

const spread = (numbers) => ({ median: median(numbers), least: Math.min(...numbers), most: Math.max(...numbers) });

/** Every set in turn, in as many rounds as wanted; ratios to the first set of the same round. */
function compared(kind, sets, rounds) {
  const folder = sourcesOf(kind);
  const peers = peersFolder();
  const found = sets.map((set) => ({ set, runs: [] }));
  for (let round = 0; round < rounds; round++)
    for (let i = 0; i < sets.length; i++) {
      const one = found[(i + round) % sets.length];
      if (one.failed) continue;
      try {
        one.runs.push(run('linting.mjs', one.set, kind, folder, peers));
        console.error(`${kind} ${one.set}: ${(one.runs.at(-1).cpu / 1000).toFixed(1)} s of CPU`);
      } catch (error) {
        // A rule of somebody else's that throws on these sources has no figure; ours have to have one.
        if (OURS.has(one.set)) throw error;
        one.failed = true;
        console.error(`${kind} ${one.set}: throws`);
      }
    }
  const [base] = found;
  const ratios = (runs, what) => spread(runs.map((each, i) => each[what] / base.runs[i][what]));
  const all = found.find(({ set }) => set === 'all');
  return {
    of: namesOf(kind),
    ...sizeOf(folder),
    rounds,
    failed: found.filter(({ failed }) => failed).map(({ set }) => set),
    sets: found
      .filter(({ failed }) => !failed)
      .map(({ set, runs }) => ({
        set,
        reports: runs[0].reports,
        seconds: median(runs.map(({ cpu }) => cpu)) / 1000,
        cpu: ratios(runs, 'cpu'),
        wall: ratios(runs, 'wall'),
        memory: ratios(runs, 'memory'),
      })),
    // The time of each rule, over that of all linting in the same process.
    rules: Object.fromEntries(
      Object.keys(all.runs[0].rules)
        .filter((name) => name.startsWith('pool-hygiene/'))
        .map((name) => [name, median(all.runs.map(({ rules, total }) => (rules[name] ?? 0) / total))]),
    ),
    ruleTime: spread(
      all.runs.map(({ rules, total }) => {
        const time = Object.values(rules).reduce((sum, each) => sum + each, 0);
        return time / (total - time);
      }),
    ),
  };
}

const growthOf = (kind, sizes) => sizes.map((size) => run('growth.mjs', kind, size));

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '15' },
    typed: { type: 'boolean', default: false },
    only: { type: 'string' },
    lines: { type: 'string', default: '1000000' },
    record: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const isWanted = (part) => values.only === undefined || values.only === part;
const known = values.record && existsSync(RECORD) ? JSON.parse(readFileSync(RECORD, 'utf8')) : {};
const result = { ...known, node: process.version };
if (isWanted('load')) result.load = spread(loadTimes(rounds));
if (isWanted('growth')) {
  result.projects = growthOf(
    'project',
    PROJECTS.filter((size) => size <= Number(values.lines)),
  );
  result.functions = growthOf('function', FUNCTIONS);
}
if (isWanted('untyped')) result.untyped = compared('untyped', UNTYPED, rounds);
if (isWanted('typed') && (values.typed || values.only === 'typed')) result.typed = compared('typed', TYPED, rounds);

console.log(page(result));
if (values.record) {
  writeFileSync(RECORD, `${JSON.stringify(result, undefined, 2)}\n`);
  writeFileSync(join(import.meta.dirname, '../docs/speed.md'), page(result));
  writeFileSync(join(import.meta.dirname, '../docs/speed.svg'), chart(result));
}
