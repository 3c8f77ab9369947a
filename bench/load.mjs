/**
 * `npm run bench:load`: the CPU time that loading the plugin costs, as a median over fresh processes. Fails above
 * the bar.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const BAR = 40;
const RUNS = 15;

const plugin = join(import.meta.dirname, '../dist/index.cjs');
const probe = `
  const before = process.cpuUsage();
  require(${JSON.stringify(plugin)});
  const { user, system } = process.cpuUsage(before);
  process.stdout.write(String((user + system) / 1000));
`;

/** Milliseconds of CPU, user and system, of each run. */
export function loadTimes(runs = RUNS) {
  return Array.from({ length: runs }, () =>
    Number(execFileSync(process.execPath, ['-e', probe], { encoding: 'utf8' })),
  );
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

if (import.meta.filename === process.argv[1]) {
  const times = loadTimes();
  const middle = median(times);
  console.log(
    `Loading costs ${middle.toFixed(1)} ms of CPU (median of ${times.length}; ${Math.min(...times).toFixed(1)} to ${Math.max(...times).toFixed(1)}; bar ${BAR}).`,
  );
  if (middle > BAR) process.exitCode = 1;
}
