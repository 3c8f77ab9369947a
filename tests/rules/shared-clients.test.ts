import * as typescript from '@typescript-eslint/parser';
import { describe, expect, it } from 'vitest';

import perRequest from '../../src/rules/no-per-request-client.ts';
import preferShared from '../../src/rules/prefer-shared-client.ts';
import { fixed, lint } from '../support/linting.ts';

const config = { languageOptions: { parser: typescript } };
const shared = {
  pg: { module: './src/db.ts', name: 'pool' },
  '@prisma/client': { module: '#prisma' },
  'undici#Agent': { module: './src/http.ts', name: 'agent', option: 'dispatcher', requests: ['global', 'undici'] },
  mongodb: { module: './src/mongo/index.js', name: 'getClient', call: true },
};
const run = (filename: string, more: object = {}) => ({ config, filename, settings: { shared, ...more } });

const HANDLER = `import express from 'express';
import { Pool } from 'pg';

const app = express();
app.get('/', async (req, res) => {
  const pool = new Pool({ max: 5 });
  try {
    res.json(await pool.query('select 1'));
  } finally {
    await pool.end();
  }
});
`;

describe('the client that the project shares is used', () => {
  it('is imported, once, and the local one goes away', () => {
    expect(fixed(perRequest, HANDLER, run('src/api/users.ts'))).toBe(`import express from 'express';
import { Pool } from 'pg';
import { pool } from '../db';

const app = express();
app.get('/', async (req, res) => {
  res.json(await pool.query('select 1'));
});
`);
  });

  it('by many handlers with one import', () => {
    const handlers = Array.from(
      { length: 20 },
      (_, i) =>
        `app.get('/${String(i)}', async (req, res) => { const db${String(i)} = new Pool(); res.json(await db${String(i)}.query('a')); });`,
    );
    const code = HANDLER.slice(0, HANDLER.indexOf('app.get')) + handlers.join('\n');
    const output = fixed(perRequest, code, run('src/users.ts'));
    expect(output.match(/from '.\/db'/g)).toHaveLength(1);
    expect(output).not.toContain('new Pool');
    expect(output).toContain("res.json(await pool.query('a'))");
  });

  it.each([
    ['the ending that the file writes', "import { a } from './a.js';\n", "import { pool } from './db.js';"],
    ['its quotes', 'import { a } from "./a";\n', 'import { pool } from "./db";'],
    ['an alias where the name is taken', "import { pool } from './a';\n", "import { pool as sharedPool } from './db';"],
  ])('with %s', (_name, before, wanted) => {
    expect(
      fixed(perRequest, before + HANDLER.replaceAll('pool.', 'db.').replace('const pool', 'const db'), run('src/a.ts')),
    ).toContain(wanted);
  });

  it('by require in CommonJS', () => {
    const code = `const express = require('express');
const { MongoClient } = require('mongodb');
express().get('/', async (req, res) => {
  const client = new MongoClient(URL);
  res.json(await client.db().collection('a').findOne());
});
`;
    const output = fixed(perRequest, code, run('src/a.js'));
    expect(output).toContain("const { getClient } = require('./mongo/index');");
    expect(output).toContain('const client = getClient();');
  });

  it('not by itself where its arguments come with the request', () => {
    const code = HANDLER.replace('{ max: 5 }', '{ database: req.params.id }').replace(
      /try \{\n|\} finally[^}]*\}\n/g,
      '',
    );
    const [message] = lint(perRequest, code, run('src/a.ts'));
    expect(message?.fix).toBeUndefined();
    expect(message?.suggestions?.map(({ desc }) => desc)).toEqual(['Use `pool`, which the project shares.']);
  });
});

describe('what passes it by', () => {
  const messages = (code: string, filename = 'src/a.ts') =>
    lint(preferShared, code, run(filename)).map(({ message }) => message);

  it.each([
    [
      "import { Pool } from 'pg'; export const own = new Pool({ max: 2 });",
      '`new Pool()` makes a pool beside the one that the project shares: use `pool` of `./db`.',
    ],
    [
      "import { PrismaClient } from '@prisma/client'; export const db = new PrismaClient();",
      '`new PrismaClient()` makes a client beside the one that the project shares: use `the default export` of `#prisma`.',
    ],
    [
      "export const load = async (url) => (await fetch(url, { method: 'POST' })).json();",
      '`fetch()` does not go through the client that the project shares: give it `dispatcher`, from `./http`.',
    ],
  ])('%s', (code, message) => {
    expect(messages(code)).toEqual([message]);
  });

  it.each([
    ['the module that exports it', "import { Pool } from 'pg'; export const pool = new Pool();", 'src/db.ts'],
    ['arguments of the call', "import { Pool } from 'pg'; export const open = (url) => new Pool({ url });", 'src/a.ts'],
    [
      'a type that nobody may share',
      "import { Client } from 'pg'; export const open = () => new Client();",
      'src/a.ts',
    ],
    ['a request that has the option', 'export const load = (url) => fetch(url, { dispatcher: agent });', 'src/a.ts'],
    ['a request whose options are not known', 'export const load = (url, init) => fetch(url, init);', 'src/a.ts'],
    ['tests', "import { Pool } from 'pg'; export const own = new Pool();", 'test/a.test.ts'],
  ])('but not %s', (_name, code, filename) => {
    expect(messages(code, filename)).toEqual([]);
  });

  it('with a suggestion for each', () => {
    const suggested = (code: string) => lint(preferShared, code, run('src/a.ts'))[0]?.suggestions?.[0]?.fix.text;
    expect(suggested("import { Pool } from 'pg';\nexport const own = new Pool({ max: 2 });")).toContain(
      "import { pool } from './db';\nexport const own = pool",
    );
    expect(suggested("import './b';\nexport const load = (url) => fetch(url).then((r) => r.json());")).toContain(
      'fetch(url, { dispatcher: agent }',
    );
  });
});
