import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import plugin from '../../../src/index.ts';
import { Installation, type Outcome, packed } from '../installing.ts';
import { commandsUnder, fileOnPage } from './page.ts';

const CONFIG = `
import poolHygiene from 'eslint-plugin-pool-hygiene';
export default [poolHygiene.configs['flat/recommended']];
`;

const LEAK = `import { Pool } from 'pg';

const pool = new Pool({ max: 10, connectionTimeoutMillis: 2_000 });
pool.on('error', console.error);

export async function balance(account) {
  const client = await pool.connect();
  const { rows } = await client.query('select 1', [account]);
  client.release();
  return rows[0];
}
`;

/** Which pool to share is not for `--fix` to decide. */
const LEFT = `import { Pool } from 'pg';

export const tenants = new Pool({ max: 10, connectionTimeoutMillis: 2_000 });
`;

const CLEAN = `export const version = 1;
`;

const WRAPPER = `export async function ask(url) {
  const response = await fetch(url, { signal: AbortSignal.timeout(1_000) });
  return { status: response.status, left: await response.text() };
}
`;

const HANDS_OUT = `export async function ask(url) {
  return fetch(url, { signal: AbortSignal.timeout(1_000) });
}
`;

const CALLER = `import { ask } from './ask.js';

export async function isThere(url) {
  const answer = await ask(url);
  return answer.status === 200;
}
`;

const tarball = packed();

afterAll(() => {
  rmSync(dirname(tarball), { recursive: true, force: true });
});

function must({ status, stdout, stderr }: Outcome, wanted = 0): string {
  expect(status, `${stdout}\n${stderr}`).toBe(wanted);
  return stdout;
}

describe('one project', () => {
  const project = new Installation();
  const npx = (args: readonly string[]): Outcome => project.command('npx', ['--no-install', ...args]);
  const git = (...args: string[]): Outcome =>
    project.command('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args]);

  beforeAll(() => {
    must(
      project.install(
        {
          eslint: '^10',
          '@microsoft/eslint-formatter-sarif': '^3',
          'lint-staged': '^16',
          '@eslint/config-inspector': '^3',
        },
        tarball,
      ),
    );
  });

  beforeEach(() => {
    project.write({
      'eslint.config.js': CONFIG,
      'src/balance.js': LEAK,
      'src/clean.js': CLEAN,
      '.gitignore': 'node_modules/\n',
    });
  });

  afterAll(() => {
    project.remove();
  });

  it('a report fails the step', () => {
    const [command = []] = commandsUnder('Failing on every report');
    must(npx(command), 1);
    project.write({
      'eslint.config.js': CONFIG.replace(']];', "], { rules: { 'pool-hygiene/require-lease-release': 'warn' } }];"),
      'src/balance.js': LEAK,
    });
    expect(must(npx(command), 1)).toContain('1 warning');
    must(npx(command.slice(0, 2)));
  });

  it('becomes an annotation', () => {
    project.write({
      'eslint.config.js': CONFIG,
      'src/balance.js': LEAK,
      'github-annotations.js': fileOnPage('github-annotations.js'),
    });
    const [command = []] = commandsUnder('Annotations on a pull request');
    const url = plugin.rules['require-lease-release']?.meta.docs.url ?? '';
    expect(must(npx(command), 1).trim()).toBe(
      '::error file=src/balance.js,line=7,endLine=7,col=24,title=pool-hygiene/require-lease-release::' +
        `\`client\` is not released when \`client.query()\` on line 8 throws: the pool loses one connection each time. ${url}`,
    );
  });

  it('becomes SARIF', () => {
    const [command = []] = commandsUnder('SARIF, for code scanning');
    must(npx(command), 1);
    const { runs } = JSON.parse(project.read('eslint.sarif')) as {
      readonly runs: readonly {
        readonly tool: {
          readonly driver: { readonly rules: readonly { readonly id: string; readonly helpUri?: string }[] };
        };
        readonly results: readonly {
          readonly ruleId: string;
          readonly locations: readonly { readonly physicalLocation: { readonly region: object } }[];
        }[];
      }[];
    };
    expect(runs[0]?.results.map(({ ruleId }) => ruleId)).toEqual(['pool-hygiene/require-lease-release']);
    expect(runs[0]?.results[0]?.locations[0]?.physicalLocation.region).toMatchObject({ startLine: 7, startColumn: 24 });
    expect(runs[0]?.tool.driver.rules).toContainEqual(
      expect.objectContaining({ helpUri: plugin.rules['require-lease-release']?.meta.docs.url }),
    );
    rmSync(join(project.home, 'eslint.sarif'));
  });

  it('an old code base is adopted, and what is new fails', () => {
    const [suppress = [], lint = [], prune = []] = commandsUnder('Adopting the plugin on an old code base');
    must(npx(suppress));
    expect(JSON.parse(project.read('eslint-suppressions.json'))).toEqual({
      'src/balance.js': { 'pool-hygiene/require-lease-release': { count: 1 } },
    });
    must(npx(lint));
    const more = `${LEAK}${LEAK.slice(LEAK.indexOf('\nexport')).replace('balance', 'entries')}`;
    project.write({ 'eslint.config.js': CONFIG, 'src/balance.js': more });
    must(npx(lint), 1);
    must(npx([...prune, '--fix']));
    expect(JSON.parse(project.read('eslint-suppressions.json'))).toEqual({});
    rmSync(join(project.home, 'eslint-suppressions.json'));
  });

  it('the cache knows a file by its own content, which is why the page warns of it', () => {
    const [cached = []] = commandsUnder('The cache');
    project.write({ 'eslint.config.js': CONFIG, 'src/ask.js': WRAPPER, 'src/there.js': CALLER });
    must(npx(cached));
    project.write({ 'eslint.config.js': CONFIG, 'src/ask.js': HANDS_OUT, 'src/there.js': CALLER });
    must(npx(cached));
    expect(must(npx(['eslint', '.']), 1)).toContain('no-unconsumed-body');
    const alone = CONFIG.replace(']];', "], { settings: { 'pool-hygiene': { acrossFiles: false } } }];");
    project.write({ 'eslint.config.js': alone, 'src/ask.js': HANDS_OUT, 'src/there.js': CALLER });
    must(npx(['eslint', '.']));
    rmSync(join(project.home, '.eslintcache'), { force: true });
  });

  it('the config inspector shows the name of the configuration, and what each rule is about', () => {
    must(npx(['config-inspector', 'build', '--outDir', 'inspected']));
    const folder = join(project.home, 'inspected/__rpc-dump');
    const shown = readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('\n');
    expect(shown).toContain('pool-hygiene/recommended');
    for (const { meta } of Object.values(plugin.rules)) {
      expect(shown).toContain(JSON.stringify(meta.docs.description));
      expect(shown).toContain(meta.docs.url);
    }
    rmSync(join(project.home, 'inspected'), { recursive: true });
  });

  it('threads say what one says', () => {
    const many = Object.fromEntries(
      Array.from({ length: 60 }, (_, i) => [`src/many/${String(i)}.js`, i % 3 === 0 ? CALLER : LEAK]),
    );
    project.write({ 'eslint.config.js': CONFIG, 'src/many/ask.js': HANDS_OUT, ...many });
    const [command = []] = commandsUnder('Several threads');
    const said = (args: readonly string[]): unknown => JSON.parse(must(npx([...args, '--format', 'json']), 1));
    const alone = said(['eslint', '.', '--concurrency', 'off']);
    expect(said(command)).toEqual(alone);
    expect(said(['eslint', '.', '--concurrency', '2'])).toEqual(alone);
    expect((alone as { errorCount: number }[]).filter(({ errorCount }) => errorCount > 0).length).toBe(60);
  });

  it('a commit takes what is mended, and is not made with what is left', () => {
    must(git('init', '-q'));
    const { 'lint-staged': staged } = JSON.parse(fileOnPage('lint-staged')) as { readonly 'lint-staged': object };
    project.write({
      'eslint.config.js': CONFIG,
      '.gitignore': 'node_modules/\n',
      '.lintstagedrc.json': JSON.stringify(staged),
      'src/clean.js': CLEAN,
    });
    must(git('add', '.'));
    must(git('commit', '-qm', 'first'));
    project.write({
      'eslint.config.js': CONFIG,
      '.gitignore': 'node_modules/\n',
      '.lintstagedrc.json': JSON.stringify(staged),
      'src/clean.js': CLEAN,
      'src/balance.js': LEAK,
    });
    must(git('add', 'src/balance.js'));
    must(npx(['lint-staged']));
    expect(must(git('show', ':src/balance.js'))).toMatch(/finally \{\s+client\.release\(\)/);
    project.write({
      'eslint.config.js': CONFIG,
      '.gitignore': 'node_modules/\n',
      '.lintstagedrc.json': JSON.stringify(staged),
      'src/clean.js': CLEAN,
      'src/left.js': LEFT,
    });
    must(git('add', 'src/left.js'));
    const { status, stdout, stderr } = npx(['lint-staged']);
    expect(status).toBe(1);
    expect(stdout + stderr).toContain('require-error-listener');
  });
});

describe('the monorepo', () => {
  const example = join(import.meta.dirname, '../../../examples/monorepo');
  const project = new Installation();
  const env = { TURBO_TELEMETRY_DISABLED: '1', NX_DAEMON: 'false', NX_NO_CLOUD: 'true', CI: '1' };
  const read = (path: string): string => readFileSync(join(example, path), 'utf8');
  const [turbo = [], nx = []] = commandsUnder('Monorepos');
  const files = [
    'eslint.config.js',
    'turbo.json',
    'nx.json',
    'packages/stock/package.json',
    'packages/stock/src/index.js',
    'packages/shop/package.json',
    'packages/shop/src/order.js',
  ];
  const shown = Object.fromEntries(files.map((path) => [path, read(path)]));
  const given = { ...shown, '.gitignore': 'node_modules/\n.turbo/\n.nx/\n' };
  const leaking = { ...given, 'packages/stock/src/index.js': HANDS_OUT };

  beforeAll(() => {
    const { devDependencies, ...manifest } = JSON.parse(read('package.json')) as {
      readonly devDependencies: Record<string, string>;
    };
    const linked = { ...devDependencies, 'eslint-plugin-pool-hygiene': `file:${tarball}` };
    project.write(given);
    project.installAs({ ...manifest, devDependencies: linked });
    for (const args of [
      ['init', '-q'],
      ['add', '.'],
      ['-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-qm', 'first'],
    ])
      must(project.command('git', args));
  });

  afterAll(() => {
    project.remove();
  });

  it('is configured as the page says', () => {
    for (const name of ['turbo.json', 'nx.json']) expect(read(name)).toBe(fileOnPage(name));
  });

  it.each([
    ['Turborepo', turbo, /2 cached/],
    ['Nx', nx, /from the cache .* for 2 out of 2/],
  ] as const)('%s lints a package again when what it imports from another one changes', (_name, command, fromCache) => {
    const run = (): Outcome => project.command('npx', ['--no-install', ...command], env);
    project.write(given);
    expect(must(run())).not.toMatch(fromCache);
    expect(must(run())).toMatch(fromCache);
    project.write(leaking);
    expect(must(run(), 1)).toContain('The body of `answer` is never read');
    project.write(given);
    expect(must(run())).toMatch(fromCache);
  });
});
