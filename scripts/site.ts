/**
 * `npm run site`: installs what the site needs, and builds it into `site/dist`. With `--serve` it can be looked at afterwards, until
 * somebody ends it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { buildLinter } from './site-linter.ts';
import { serve } from './site-server.ts';

const root = join(import.meta.dirname, '..');
const site = join(root, 'site');

export async function buildSite(): Promise<void> {
  if (!isInstalled()) run('npm', ['ci', '--no-audit', '--no-fund']);
  const folder = join(site, '.vitepress/linter');
  await rm(folder, { recursive: true, force: true });
  await buildLinter(folder);
  const pages = join(site, '.pages');
  await rm(pages, { recursive: true, force: true });
  for (const from of [join(root, 'docs'), join(site, 'pages')]) await cp(from, pages, { recursive: true });
  run(process.execPath, ['node_modules/vitepress/bin/vitepress.js', 'build', '.']);
}

/** Whether the packages that lie there are those of the lock file. */
function isInstalled(): boolean {
  const [locked, there] = ['package-lock.json', 'node_modules/.package-lock.json'].map((name) => join(site, name));
  if (!locked || !there || !existsSync(there)) return false;
  const versions = (path: string): readonly (readonly [string, string])[] => {
    const { packages } = JSON.parse(readFileSync(path, 'utf8')) as { readonly packages: Record<string, Package> };
    return Object.entries(packages).flatMap(([name, { version = '', optional }]) =>
      name === '' || optional ? [] : [[name, version] as const],
    );
  };
  return JSON.stringify(versions(locked)) === JSON.stringify(versions(there));
}

interface Package {
  readonly version?: string;
  readonly optional?: boolean;
}

function run(command: string, args: readonly string[]): void {
  const { status } = spawnSync(command, args, { cwd: site, stdio: 'inherit' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed.`);
}

if (import.meta.filename === process.argv[1]) {
  await buildSite();
  if (process.argv.includes('--serve')) {
    const { address } = await serve(join(site, 'dist'));
    console.log(`The site is at ${address}, the playground at ${address}playground.html`);
  } else console.log('The site is in site/dist. `npm run site -- --serve` shows it.');
}
