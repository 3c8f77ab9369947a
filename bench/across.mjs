/**
 * `npm run bench:across -- FOLDER... [--runs 15]`: what knowledge across files costs in checkouts of real services, which should have
 * 100,000 lines or more. Those that the figures in our notes are of: the backend of OIBus (149,724 lines; nothing we know uses more
 * clients of more kinds), and, as services usually are, the server of outline (154,049), the API of blink (125,335) and the services of
 * taskcluster (89,902). Each run is a process of its own. It lints every file three times (no rules, the lifecycle rules, the same
 * with other files read), in turn, so that what is compared was measured beside each other; time is that of the rules, as
 * ESLint's statistics have it, over that of linting without any. Fails where the medians are above the bars.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { median } from './load.mjs';

const TIME_BAR = 0.05;
const TEXT_BAR = 0.03;
const RUNS = 15;
const RULES = [
  'no-per-request-client',
  'no-use-after-dispose',
  'require-client-disposal',
  'require-lease-release',
  'no-unconsumed-body',
  'require-owner-disposal',
  'no-floating-lifecycle',
];

function* sourcesIn(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isSymbolicLink() || /^(?:node_modules|dist|\.git)$/.test(entry.name)) continue;
    if (entry.isDirectory()) yield* sourcesIn(path);
    else if (/(?<!\.d)\.[cm]?[jt]sx?$/.test(entry.name) && statSync(path).size < 600_000) yield path;
  }
}

/** One run over a folder: milliseconds of linting without rules and of the rules, and characters. */
function run(folder) {
  const require = createRequire(import.meta.url);
  const { Linter } = require('eslint');
  const parser = require('@typescript-eslint/parser');
  const plugin = require('../dist/index.cjs');
  let characters = 0;
  let linted;
  const counting = {
    ...parser,
    parseForESLint(text, options) {
      // The linter itself parses the linted file, and edits are tried on its text.
      if (options.filePath !== linted) characters += text.length;
      return parser.parseForESLint(text, options);
    },
  };
  const configOf = (rules, acrossFiles, jsx) => ({
    files: ['**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}'],
    plugins: { 'pool-hygiene': plugin },
    languageOptions: { parser: counting, parserOptions: { ecmaFeatures: { jsx } } },
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
    settings: { 'pool-hygiene': { acrossFiles } },
    rules: Object.fromEntries(rules.map((name) => [`pool-hygiene/${name}`, 'error'])),
  });
  const ways = [false, true].map((jsx) => [
    configOf([], false, jsx),
    configOf(RULES, false, jsx),
    configOf(RULES, true, jsx),
  ]);
  const linters = ways[0].map(() => new Linter({ cwd: folder }));
  const found = { files: 0, lines: 0, text: 0, again: 0, most: 0, none: 0, alone: 0, across: 0, reports: 0 };
  const names = ['none', 'alone', 'across'];
  for (const path of sourcesIn(folder)) {
    const text = readFileSync(path, 'utf8');
    const configs = ways[/\.[cm]?ts$/.test(path) ? 0 : 1];
    found.lines += text.split('\n').length;
    found.text += text.length;
    found.files++;
    for (let i = 0; i < 3; i++) {
      const way = (found.files + i) % 3;
      characters = 0;
      linted = path;
      const before = performance.now();
      const { messages } = linters[way].verifyAndFix(text, [configs[way]], { filename: path, fix: false, stats: true });
      const whole = performance.now() - before;
      const rules = (linters[way].getTimes().passes ?? []).flatMap((pass) =>
        Object.values(pass.rules ?? {}).map(({ total }) => total),
      );
      if (way === 0) found.none += whole;
      else found[names[way]] += rules.reduce((sum, each) => sum + each, 0);
      if (way !== 2) continue;
      found.again += characters;
      found.reports += messages.filter(({ ruleId }) => ruleId).length;
    }
  }
  return found;
}

function shown(ratios) {
  const percent = (ratio) => `${(ratio * 100).toFixed(2)} %`;
  return `${percent(median(ratios))} (${percent(Math.min(...ratios))} to ${percent(Math.max(...ratios))})`;
}

function measured(folder, runs) {
  const results = Array.from({ length: runs }, () =>
    JSON.parse(
      execFileSync(process.execPath, [import.meta.filename, folder, '--once'], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'inherit'],
      }),
    ),
  );
  const [{ files, lines, text, again, reports }] = results;
  const across = results.map((each) => each.across / each.none);
  console.log(folder);
  console.log(`${files} files, ${lines} lines, ${text} characters; ${reports} reports; ${results.length} runs`);
  console.log(`Linting without rules takes ${(median(results.map(({ none }) => none)) / 1000).toFixed(1)} s.`);
  console.log(`Rules, each file alone: ${shown(results.map((each) => each.alone / each.none))} of that.`);
  console.log(`Rules, across files:    ${shown(across)}; bar ${TIME_BAR * 100} %.`);
  console.log(`Read again: ${((again / text) * 100).toFixed(2)} % of the characters; bar ${TEXT_BAR * 100} %.`);
  if (median(across) > TIME_BAR || again / text > TEXT_BAR) process.exitCode = 1;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: String(RUNS) }, once: { type: 'boolean', default: false } },
});
if (positionals.length === 0) {
  console.error('npm run bench:across -- FOLDER... [--runs 15]');
  process.exitCode = 1;
} else if (values.once) console.log(JSON.stringify(run(resolve(positionals[0]))));
else for (const folder of positionals) measured(folder, Number(values.runs));
