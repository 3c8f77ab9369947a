import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { changesIn } from '../../scripts/demo/changes.ts';
import type { Report } from '../../scripts/demo/frame.ts';
import { compilerErrors, copyOf, fixAll, lintAll } from '../../scripts/demo/steps.ts';

const root = join(import.meta.dirname, '../..');
const shop = join(root, 'examples/shop');

/** The functions of the shop that leak. All others only look like it. */
const LEAKING = [
  'src/health.ts warehouseIsUp no-unconsumed-body',
  'src/health.ts carrierIsUp no-unconsumed-body',
  'src/orders.ts totalOf require-lease-release',
  'src/orders.ts cancel require-lease-release',
  'src/orders.ts place require-lease-release',
  'src/payments.ts charge no-unconsumed-body',
  'src/payments.ts receiptOf no-unconsumed-body',
  'src/payments.ts rateOf no-unconsumed-body',
  'src/reports.ts turnover require-client-disposal',
  'src/reports.ts submit no-per-request-client',
  // The handlers that call what builds a client in another file.
  ...Array<string>(4).fill('src/server.ts  no-per-request-client'),
  'src/sessions.ts signOut require-client-disposal',
  'src/stock.ts left require-lease-release',
];

/** Those for which `--fix` does nothing. */
const LEFT = [
  'src/health.ts warehouseIsUp no-unconsumed-body',
  'src/reports.ts submit no-per-request-client',
  // The handlers that call what builds a client in another file.
  ...Array<string>(4).fill('src/server.ts  no-per-request-client'),
  'src/stock.ts left require-lease-release',
];

/** Where a report stands: the file, the function, the rule. */
function placeOf({ file, text, line, rule = '' }: Report): string {
  const before = text.split('\n').slice(0, line).join('\n');
  const [, name = ''] = [...before.matchAll(/^(?:export )?(?:async )?function (\w+)/gm)].at(-1) ?? [];
  return `${file} ${name} ${rule.replace('pool-hygiene/', '')}`;
}

describe('the shop', () => {
  let copy = '';

  beforeAll(async () => {
    copy = copyOf(shop, root);
    await fixAll(copy);
  });

  afterAll(() => {
    rmSync(copy, { recursive: true, force: true });
  });

  // The mended copy is compiled by the demo.
  it('compiles', { timeout: 120_000 }, () => {
    expect(compilerErrors(shop)).toEqual([]);
  });

  it('leaks where it is meant to, and nothing else is reported', async () => {
    const reports = await lintAll(shop);
    expect(reports.map(placeOf)).toEqual(LEAKING);
  });

  it('is mended by --fix but for what wants a person', async () => {
    const reports = await lintAll(copy);
    expect(reports.map(placeOf)).toEqual(LEFT);
    const [probe] = reports;
    expect(probe?.suggestions.map(({ words }) => words)).toEqual([
      'Give the response a name, so that its body can be discarded.',
    ]);
  });

  it('is mended once', async () => {
    const before = changesIn(shop, copy);
    expect(before).toHaveLength(5);
    await fixAll(copy);
    expect(changesIn(shop, copy)).toEqual(before);
  });
});

describe('npm run demo', () => {
  function run(
    args: readonly string[],
    env: Readonly<Record<string, string>>,
  ): { stdout: string; stderr: string; status: number | null } {
    const tsx = join(root, 'node_modules/tsx/dist/cli.mjs');
    const inherited = { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined, POOL_HYGIENE_THROW: undefined };
    return spawnSync(process.execPath, [tsx, ...args], { cwd: root, encoding: 'utf8', env: { ...inherited, ...env } });
  }

  it('shows reports, edits and what is left, on 100 columns', { timeout: 120_000 }, () => {
    const { stdout, stderr, status } = run(['scripts/demo.ts'], { NO_COLOR: '1' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const [, reports = '', edits = '', left = '', conclusion = ''] = stdout.split(/^── .*\n/m);
    expect(reports.match(/^examples\/shop\/src\/\S+ {2}pool-hygiene\//gm)?.length).toBe(LEAKING.length);
    expect(reports).toContain('\n→ ');
    expect(reports.match(/^ +│ +~+$/gm)?.length).toBe(LEAKING.length);
    expect(edits.match(/^\+ +\} finally \{$/gm)?.length).toBeGreaterThan(3);
    expect(left.match(/^src\/\S+ {2}pool-hygiene\//gm)?.length).toBe(LEFT.length);
    expect(left).toContain('Suggestion: ');
    expect(conclusion.replaceAll('\n', ' ')).toMatch(
      /16 leaks in 7 files\. 9 of them were mended by --fix, 7 are left .* compiles\./,
    );
    expect(stdout.split('\n').filter((line) => line.length > 100 || line !== line.trimEnd())).toEqual([]);
    expect(stdout).not.toContain('\u001B');
  });

  it('is colourful where colours are wanted', () => {
    const script = "import { fault } from './scripts/demo/terminal.ts'; console.log(fault('~'));";
    expect(run(['--eval', script], { FORCE_COLOR: '1' }).stdout).toBe('\u001B[31m~\u001B[39m\n');
    expect(run(['--eval', script], { FORCE_COLOR: '1', NO_COLOR: '1' }).stdout).toBe('~\n');
    expect(run(['--eval', script], {}).stdout).toBe('~\n');
  });
});
