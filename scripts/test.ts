/**
 * `npm test`: all that has to hold before a change lands, one step after the other. A failing step does not keep the
 * others from running. The last line counts the tests by the runner's own totals; a step that is not a test and fails
 * counts as one failure. With `--proofs` the proofs are run and counted as well; they need PostgreSQL and Redis.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

const STEPS: readonly (readonly [name: string, command: string])[] = [
  ['build', 'npm run --silent build'],
  ['types', 'npm run --silent types'],
  ['lint', 'npm run --silent lint'],
  ['generated files', 'npm run --silent check:generated'],
  ['package', 'npm run --silent check:package'],
  ['unused code', 'npm run --silent check:unused'],
  ['loading time', 'npm run --silent bench:load'],
];

/** Mostly waiting for the network, so it goes on beside the other steps; the tests need what it brings. */
const DOWNLOAD = 'node scripts/install-catalog-packages.mjs';

interface Suite {
  readonly name: string;
  readonly command: string;
  /** Where the runner writes its totals. */
  readonly totals: string;
}

function suite(name: string, command: string): Suite {
  const totals = join(root, `node_modules/.cache/vitest-totals-${name}.json`);
  return { name, command: `${command} --reporter=default --reporter=json --outputFile.json=${totals}`, totals };
}

const SUITES: readonly Suite[] = [
  suite('tests', 'npx vitest run'),
  ...(process.argv.includes('--proofs') ? [suite('proofs', 'npx vitest run --config vitest.proof.config.ts')] : []),
];

interface Totals {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly success: boolean;
}

async function succeeds(name: string, run: () => Promise<boolean>): Promise<boolean> {
  const start = performance.now();
  console.log(`\n» ${name}`);
  const isWell = await run();
  console.log(`${isWell ? '✓' : '✗'} ${name} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  return isWell;
}

/** Whether a command ends well. */
function run(command: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, { cwd: root, shell: true, stdio: 'inherit' });
    child.on('error', () => resolve(false)).on('close', (status) => resolve(status === 0));
  });
}

/** What the test runner says of itself; undefined when it did not get that far. */
function readTotals({ totals }: Suite): Totals | undefined {
  return existsSync(totals) ? (JSON.parse(readFileSync(totals, 'utf8')) as Totals) : undefined;
}

for (const { totals } of SUITES) rmSync(totals, { force: true });
const download = run(DOWNLOAD);
const broken: string[] = [];
for (const [name, command] of STEPS) if (!(await succeeds(name, () => run(command)))) broken.push(name);
if (!(await succeeds('packages of the catalog', () => download))) broken.push('packages of the catalog');
let [passed, failed] = [0, 0];
for (const each of SUITES) {
  const hasPassed = await succeeds(each.name, () => run(each.command));
  const { numPassedTests, numFailedTests } = readTotals(each) ?? { numPassedTests: 0, numFailedTests: 0 };
  passed += numPassedTests;
  failed += numFailedTests;
  // A test file that cannot be loaded fails the run without a failing test.
  if (!hasPassed && numFailedTests === 0) broken.push(each.name);
}
failed += broken.length;

if (broken.length > 0) console.log(`\nNot well: ${broken.join(', ')}.`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
