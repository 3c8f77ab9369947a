/**
 * `npm test`: all that has to hold before a change lands, one step after the other. A failing step does not keep the
 * others from running. The last line counts the tests by the runner's own totals; a step that is not a test and fails
 * counts as one failure.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const totals = join(root, 'node_modules/.cache/vitest-totals.json');

const STEPS: readonly (readonly [name: string, command: string])[] = [
  ['build', 'npm run --silent build'],
  ['types', 'npm run --silent types'],
  ['lint', 'npm run --silent lint'],
  ['generated files', 'npm run --silent check:generated'],
  ['package', 'npm run --silent check:package'],
  ['unused code', 'npm run --silent check:unused'],
  ['loading time', 'npm run --silent bench:load'],
  ['packages of the catalog', 'node scripts/install-catalog-packages.mjs'],
];

const TESTS = `npx vitest run --reporter=default --reporter=json --outputFile.json=${totals}`;

interface Totals {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly success: boolean;
}

function succeeds(name: string, command: string): boolean {
  const start = performance.now();
  console.log(`\n» ${name}`);
  const { status } = spawnSync(command, { cwd: root, shell: true, stdio: 'inherit' });
  console.log(`${status === 0 ? '✓' : '✗'} ${name} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  return status === 0;
}

/** What the test runner says of itself; undefined when it did not get that far. */
function readTotals(): Totals | undefined {
  return existsSync(totals) ? (JSON.parse(readFileSync(totals, 'utf8')) as Totals) : undefined;
}

rmSync(totals, { force: true });
const broken = STEPS.filter(([name, command]) => !succeeds(name, command)).map(([name]) => name);
const hasPassed = succeeds('tests', TESTS);
const { numPassedTests: passed, numFailedTests } = readTotals() ?? { numPassedTests: 0, numFailedTests: 0 };
// A test file that cannot be loaded fails the run without a failing test.
if (!hasPassed && numFailedTests === 0) broken.push('tests');
const failed = numFailedTests + broken.length;

if (broken.length > 0) console.log(`\nNot well: ${broken.join(', ')}.`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
