/** What is linted by the bench and what it is compared with: fetched from the registry once, kept in a folder outside the project. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Packages that publish what people wrote, not what a compiler made of it, with the folder that holds it. */
const SOURCES = {
  /** A service and its plugins, as JavaScript. */
  untyped: [
    { name: 'ghost', version: '6.0.0', folder: 'core/server' },
    { name: '@node-red/nodes', version: '4.0.9', folder: 'core' },
    { name: '@node-red/runtime', version: '4.0.9', folder: 'lib' },
  ],
  /** Clients of a database and of a browser, as TypeScript. */
  typed: [
    { name: 'mongodb', version: '6.12.0', folder: 'src' },
    { name: 'puppeteer-core', version: '24.10.0', folder: 'src' },
  ],
};

const PEERS = { 'eslint-plugin-n': '17', 'eslint-plugin-unicorn': '61', 'eslint-plugin-sonarjs': '3' };

const cache = process.env.POOL_HYGIENE_BENCH ?? join(tmpdir(), 'pool-hygiene-bench');

const npm = (folder, ...args) =>
  execFileSync('npm', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

/** The folder with the sources of a kind. */
export function sourcesOf(kind) {
  const folder = join(cache, kind);
  mkdirSync(folder, { recursive: true });
  for (const { name, version, folder: inside } of SOURCES[kind]) {
    const target = join(folder, `${name.replace(/\W+/g, '-')}-${version}`);
    if (existsSync(target)) continue;
    const packed = npm(folder, 'pack', `${name}@${version}`, '--silent').trim().split('\n').at(-1);
    execFileSync('tar', ['xzf', packed], { cwd: folder });
    cpSync(join(folder, 'package', inside), join(target, 'src'), { recursive: true });
    cpSync(join(folder, 'package/package.json'), join(target, 'package.json'));
    for (const each of ['package', packed]) rmSync(join(folder, each), { recursive: true });
  }
  const compiler = {
    compilerOptions: {
      target: 'es2022',
      module: 'nodenext',
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      types: [],
    },
    include: ['**/*.ts'],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(compiler));
  return folder;
}

/** The folder in which the other plugins are installed. */
export function peersFolder() {
  const folder = join(cache, 'peers');
  if (existsSync(join(folder, 'node_modules'))) return folder;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  const wanted = Object.entries(PEERS).map(([name, version]) => `${name}@${version}`);
  npm(folder, 'install', '--no-audit', '--no-fund', '--ignore-scripts', '--silent', ...wanted);
  return folder;
}

/** The packages and versions of a kind, in words. */
export function namesOf(kind) {
  return SOURCES[kind].map(({ name, version }) => `${name} ${version}`);
}

/** How many files and lines a folder holds that are linted. */
export function sizeOf(folder) {
  let files = 0;
  let lines = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/(?<!\.d)\.[cm]?[jt]s$/.test(entry.name)) continue;
    files++;
    lines += readFileSync(join(entry.parentPath, entry.name), 'utf8').split('\n').length;
  }
  return { files, lines };
}
