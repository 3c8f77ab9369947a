import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { reports } from './fixes/fixing.ts';

const FETCH =
  'export async function load(url: string) { const response = await fetch(url); return response.status; }\n';
const SERVER = "import { readFile } from 'node:fs/promises';\n";

const FILES: Readonly<Record<string, string>> = {
  'site/package.json':
    '{ "dependencies": { "react": "1", "react-dom": "1", "hono": "1" }, "devDependencies": { "vite": "1" } }',
  'site/index.html': '',
  'worker/package.json':
    '{ "dependencies": { "react": "1", "react-dom": "1", "hono": "1" }, "devDependencies": { "vite": "1" } }',
  'shared/package.json': '{ "dependencies": { "react": "1" } }',
  'both/package.json': '{ "dependencies": { "next": "1", "react": "1", "react-dom": "1" } }',
  'worker/wrangler.toml': '',
  'extension/package.json': '{ "devDependencies": { "@types/vscode": "1" } }',
  'service/package.json': '{ "dependencies": { "express": "1" } }',
};

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'surroundings-'));
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

function found(path: string, code: string): number {
  return reports(code, path, { only: ['no-unconsumed-body', 'require-client-disposal'], folder: root }).length;
}

describe('whose body is looked after by a browser', () => {
  it.each([
    ['a page that has the types of its server', 'site/src/api.ts', FETCH],
    ['code beside components, with nothing of a server', 'shared/src/load.ts', FETCH],
    ['components of a package that serves, too', 'both/app/components/load.ts', FETCH],
    [
      'a hook, by its name',
      'service/src/use-load.ts',
      `import { useEffect } from 'react';\n${FETCH}useEffect(() => {});`,
    ],
    [
      'an address without a host',
      'service/src/load.ts',
      'const BASE = "/api/v3";\nexport const load = async () => (await fetch(`${BASE}/runs`)).status;',
    ],
    [
      'a page with a service worker',
      'service/src/load.ts',
      `${FETCH}export const ready = () => navigator.serviceWorker.ready;`,
    ],
  ])('%s', (_name, path, code) => {
    expect(found(path, code)).toBe(0);
  });
});

describe('whose is not', () => {
  it.each([
    ['a server with the same packages', 'worker/src/api.ts', FETCH],
    ['a file with something of a server', 'shared/src/load.ts', SERVER + FETCH],
    ['a folder that is a server', 'shared/src/server/load.ts', FETCH],
    ['a package that serves, too', 'both/lib/load.ts', FETCH],
    ['a service', 'service/src/load.ts', FETCH],
    [
      'a constant that begins alike',
      'service/src/load.ts',
      'const BASE = "/api";\nconst BASE_URL = process.env.URL;\nexport const load = async () => (await fetch(`${BASE_URL}${BASE}`)).status;',
    ],
  ])('%s', (_name, path, code) => {
    expect(found(path, code)).toBe(1);
  });
});

describe('what is run by hand', () => {
  it.each(['tools/testcontainers/src/pg.ts', 'src/testutil.ts', 'src/pool-benchmark.ts', 'cli/_tools/generate.ts'])(
    '%s is a test or a script',
    (path) => {
      const leak =
        "import { Pool } from 'pg';\nexport async function run(url: string) { const pool = new Pool({ connectionString: url }); await pool.query('a'); await pool.query('b'); await pool.end(); }";
      expect(found('service/src/pg.ts', leak)).toBe(1);
      expect(found(`service/${path}`, leak)).toBe(0);
    },
  );
});

describe('what is looked after by what runs it', () => {
  const of = (path: string, code: string, rule: string): number =>
    reports(code, path, { only: [rule], folder: root }).length;
  const POOL = "import { Pool } from 'pg';\nexport const pool = new Pool({ connectionTimeoutMillis: 1_000 });\n";

  it.each([
    ['errors, by the editor', 'extension/src/pool.ts', POOL, 'require-error-listener'],
    ['errors, by what serves the pages', 'both/lib/pool.ts', POOL, 'require-error-listener'],
    ['time, by the runtime of a worker', 'worker/src/load.ts', SERVER + FETCH, 'require-timeout'],
  ])('%s', (_name, path, code, rule) => {
    expect(of(path, code, rule)).toBe(0);
  });

  it.each([
    ['errors', POOL, 'require-error-listener'],
    ['time', FETCH, 'require-timeout'],
  ])('%s of a service are not', (_name, code, rule) => {
    expect(of('service/src/file.ts', code, rule)).toBe(1);
  });
});
