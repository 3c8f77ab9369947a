import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import * as typescript from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import rule from '../../src/rules/no-per-request-client.ts';

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'pool-hygiene-'));
  write('package.json', '{ "name": "app", "workspaces": [] }');
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

function write(path: string, text: string): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** What the rule says of a file of the project that is written down. */
function messages(path: string, files: Readonly<Record<string, string>>, acrossFiles = 'call'): string[] {
  for (const [name, text] of Object.entries(files)) write(name, text);
  const plugin = { rules: { rule } } as unknown as NonNullable<Linter.Config['plugins']>[string];
  const config: Linter.Config = {
    files: ['**/*.{js,ts}'],
    languageOptions: { parser: typescript },
    plugins: { test: plugin },
    rules: { 'test/rule': ['error', { acrossFiles }] },
  };
  const found = new Linter({ cwd: root }).verify(files[path] ?? '', [config], { filename: join(root, path) });
  return found.map(({ line, message }) => `${String(line)}: ${message}`);
}

const DB = `import { Pool } from 'pg';
export function openPool() {
  return new Pool({ max: 5 });
}
export class Store {
  pool;
  constructor(readonly name: string) { this.pool = new Pool(); }
  all() { return this.pool.query('select 1'); }
}
export class Queries {
  async all() { const pool = new Pool(); return pool.query('select 1'); }
}
export async function count() {
  const pool = new Pool();
  try { return await pool.query('select count(*) from a'); } finally { await pool.end(); }
}
export async function tryOut(options) {
  const pool = new Pool(options);
  try { return await pool.query('select 1'); } finally { await pool.end(); }
}
let known;
export const getPool = () => (known ??= new Pool());
export const getPoolOf = (key) => { if (!pools.has(key)) pools.set(key, new Pool({ database: key })); return pools.get(key); };
const pools = new Map();
export const pool = new Pool();
export const read = () => pool.query('select 1');
`;

const EXPRESS = "import express from 'express';\nconst app = express();\n";
const handler = (imports: string, code: string): string =>
  `${imports}\n${EXPRESS}app.get('/', async (req, res) => { ${code} });\n`;

describe('downward: at the call', () => {
  it.each([
    ['a function', "import { openPool } from './db';", "res.json(await openPool().query('a'));", 'openPool'],
    ['renamed', "import { openPool as open } from './db';", "res.json(await open().query('a'));", 'open'],
    ['of a namespace', "import * as db from './db';", "res.json(await db.openPool().query('a'));", 'db.openPool'],
    ['a class', "import { Store } from './db';", 'res.json(await new Store(req.ip).all());', 'new Store'],
    ['used up inside', "import { count } from './db';", 'res.json(await count());', 'count'],
    [
      'in a step of this file',
      "import { openPool } from './db';",
      'const load = () => openPool(); load();',
      'openPool',
    ],
  ])('%s', (_name, imports, code, made) => {
    const [message, ...more] = messages('src/app.ts', { 'src/db.ts': DB, 'src/app.ts': handler(imports, code) });
    expect(more).toEqual([]);
    expect(message).toMatch(
      new RegExp(
        `^4: \`${made}\\(\\)\` runs for each request: .* the Express handler on line 4.*It leads to \`new Pool\\(\\)\` in \`src/db\\.ts\` each time: build one pool, and share it\\.$`,
      ),
    );
  });

  it('through several files, and packages of the project', () => {
    write('package.json', '{ "name": "app", "workspaces": ["packages/*"] }');
    const found = messages('src/app.ts', {
      'packages/db/package.json': '{ "name": "@app/db", "main": "src/index.ts" }',
      'packages/db/src/index.ts': "export * from './pools';",
      'packages/db/src/pools.ts': DB,
      'src/users.ts': "import { openPool } from '@app/db';\nexport const getUsers = () => openPool().query('a');",
      'src/app.ts': handler("import { getUsers } from './users';\nimport 'pg';", 'res.json(await getUsers());'),
    });
    expect(found).toEqual([expect.stringContaining('It leads to `new Pool()` in `packages/db/src/pools.ts`')]);
  });

  it('once for each function that is called', () => {
    const code = "const a = openPool(); const b = openPool(); res.json([await a.query(''), await b.query('')]);";
    const files = { 'src/db.ts': DB, 'src/app.ts': handler("import { openPool } from './db';", code) };
    expect(messages('src/app.ts', files)).toHaveLength(1);
    expect(messages('src/app.ts', files, 'construction')).toEqual([]);
  });

  it.each([
    ['a memo', "import { getPool } from './db';", "res.json(await getPool().query('a'));"],
    ['a memo by key', "import { getPoolOf } from './db';", "res.json(await getPoolOf(req.ip).query('a'));"],
    ['a shared pool', "import { pool, read } from './db';", "res.json([await read(), await pool.query('a')]);"],
    ['what is tried out', "import { tryOut } from './db';", 'res.json(await tryOut(req.body));'],
    ['what is kept', "import { openPool } from './db';\nlet db;", "db ??= openPool(); res.json(await db.query('a'));"],
    [
      'what the app holds',
      "import { pool } from './db';",
      "const db = req.app.get('db'); res.json(await db.query('a'));",
    ],
  ])('but not %s', (_name, imports, code) => {
    expect(messages('src/app.ts', { 'src/db.ts': DB, 'src/app.ts': handler(imports, code) })).toEqual([]);
  });

  it('nor at module level, nor what is built once and used by handlers', () => {
    const app = `import { openPool, Store } from './db';\n${EXPRESS}const db = openPool();\nconst store = new Store('a');\napp.get('/', async (req, res) => res.json([await db.query('a'), await store.all()]));`;
    expect(messages('src/app.ts', { 'src/db.ts': DB, 'src/app.ts': app })).toEqual([]);
  });
});

const at = (line: number, why: string): unknown =>
  expect.stringMatching(new RegExp(`^${String(line)}: \`new Pool\\(\\)\` runs for each request: ${why}`));

describe('upward: at the construction', () => {
  const OPEN = "import { Pool } from 'pg';\nexport const openPool = () => new Pool({ max: 5 });\n";
  const up = (files: Readonly<Record<string, string>>): string[] => messages('src/db.ts', files, 'construction');

  it('names the caller', () => {
    const app = handler("import { openPool } from './db.js';", "res.json(await openPool().query('a'));");
    expect(up({ 'src/db.ts': OPEN, 'src/app.ts': app })).toEqual([
      at(2, '`openPool` is called from the Express handler in `src/app.ts`'),
    ]);
    expect(messages('src/db.ts', { 'src/db.ts': OPEN })).toEqual([]);
  });

  it.each([
    [
      'by way of functions and barrels',
      {
        'src/index.ts': "export * from './db';",
        'src/users.ts':
          "import { openPool } from '.';\nexport const list = () => find();\nconst find = () => openPool().query('');",
        'src/app.ts': handler("import { list } from './users';", 'res.json(await list());'),
      },
      '`list` is called from the Express handler in `src/app.ts`, and leads to `openPool`',
    ],
    [
      'by way of a class',
      {
        'src/users.ts':
          "import { openPool } from './db';\nexport class Users { list() { return openPool().query(''); } }",
        'src/app.ts': handler(
          "import { Users } from './users';\nconst users = new Users();",
          'res.json(await users.list());',
        ),
      },
      '`list` is called from the Express handler in `src/app.ts`, and leads to `openPool`',
    ],
    [
      'by way of a service that is injected',
      {
        'src/users.service.ts':
          "import { openPool } from './db';\nexport class UsersService { list() { return openPool().query(''); } }",
        'src/users.controller.ts':
          "import { Controller, Get } from '@nestjs/common';\nimport { UsersService } from './users.service';\n@Controller() export class Users { constructor(private readonly users: UsersService) {} @Get() list() { return this.users.list(); } }",
      },
      '`list` is called from the NestJS handler in `src/users.controller.ts`, and leads to `openPool`',
    ],
    [
      'by require',
      {
        'src/app.js': "const { openPool } = require('./db');\nexports.handler = async (event) => openPool().query('');",
      },
      '`openPool` is called from the Lambda handler in `src/app.js`',
    ],
  ])('%s', (_name, files, why) => {
    expect(up({ 'src/db.ts': OPEN, ...files })).toEqual([at(2, why)]);
  });

  it('of a handler that another file registers', () => {
    const users =
      "import { Pool } from 'pg';\nexport const list = async (one, two) => {\n  const pool = new Pool({ max: 1 });\n  two.send(await pool.query(''));\n};";
    const app = `import { list } from './db';\n${EXPRESS}app.get('/', list);`;
    expect(up({ 'src/db.ts': users, 'src/app.ts': app })).toEqual([
      at(3, 'it stands in the Express handler on line 2'),
    ]);
  });

  it('of a class that is constructed for each request', () => {
    const store = "import { Pool } from 'pg';\nexport class Store {\n  pool = new Pool();\n}";
    const app = handler("import { Store } from './db';", "res.json(await new Store().pool.query(''));");
    expect(up({ 'src/db.ts': store, 'src/app.ts': app })).toEqual([
      at(3, '`new Store` is called from the Express handler in `src/app.ts`'),
    ]);
  });

  it('only where the caller passes nothing else', () => {
    const open =
      "import { Pool } from 'pg';\nexport const connect = (target) => (target instanceof Pool ? target : new Pool(target));\n";
    const imports = "import { connect } from './db';";
    expect(up({ 'src/db.ts': open, 'src/app.ts': handler(imports, "connect({ max: 1 }).query('');") })).toHaveLength(1);
    expect(up({ 'src/db.ts': open, 'src/app.ts': handler(imports, "connect(req.pool).query('');") })).toEqual([]);
  });

  it('not for what one request brings, where the client is closed or handed on again', () => {
    const open = `import { Pool } from 'pg';
export const connect = (target) => { let pool; const options = {}; Object.assign(options, { host: target.host }); pool = new Pool(options); return pool; };
`;
    const imports = "import { connect } from './db';";
    const given = (code: string): number => up({ 'src/db.ts': open, 'src/app.ts': handler(imports, code) }).length;
    const own =
      "const target = {}; target.host = req.body.host; const db = connect(target); res.json(await db.query(''));";
    expect(given(own)).toBe(1);
    expect(given(`${own} await db.end();`)).toBe(0);
    expect(given(`${own} req.app.locals.databases.use(db);`)).toBe(0);
    expect(given(`${own.replace('req.body.host', 'HOST')} await db.end();`)).toBe(1);
  });

  it.each([
    ['tests call it', { 'test/a.test.ts': handler("import { openPool } from '../src/db';", "openPool().query('');") }],
    ['it is called at the start', { 'src/app.ts': `import { openPool } from './db';\nexport const db = openPool();` }],
    [
      'it is kept by whoever calls it',
      {
        'src/app.ts': handler(
          "import { openPool } from './db';\nlet db;",
          "db ??= openPool(); res.json(await db.query(''));",
        ),
      },
    ],
    [
      'the caller is a singleton',
      {
        'src/users.ts':
          "import { openPool } from './db';\nexport class Users { db = openPool(); list() { return this.db.query(''); } }\nexport const users = new Users();",
        'src/app.ts': handler("import { users } from './users';", 'res.json(await users.list());'),
      },
    ],
    [
      'another function of that name is called',
      {
        'src/app.ts': handler("import { openPool } from './other';", "openPool().query('');"),
        'src/other.ts': 'export const openPool = () => shared;',
      },
    ],
  ])('not where %s', (_name, files) => {
    expect(up({ 'src/db.ts': OPEN, ...files })).toEqual([]);
  });
});
