import { parseForESLint } from '@typescript-eslint/parser';
import { describe, expect, it } from 'vitest';

import { catalogOf } from '../../src/catalog/index.ts';
import { importsOf } from '../../src/lang/imports.ts';

const catalog = catalogOf();

describe('a text is told by its words', () => {
  it.each([
    [`import { Pool } from 'pg'; const pool = new Pool();`],
    [`import type { Pool } from 'pg'; export const ask = (pool: Pool) => pool.connect();`],
    [`import type { Pool } from 'pg'; export const stop = (pool: Pool) => pool.end();`],
    [`import type { Pool } from 'pg'; export const made = new Promise<Pool>(start);`],
    [`import type { Response } from 'undici'; export const read = (response: Response) => response;`],
    [`import type { Knex } from 'knex'; export const begin = (db: Knex) => db.transaction();`],
    [`import {\n  // a comment, with a comma\n  type Op,\n  Sequelize as Database,\n} from 'sequelize';`],
    [`import fs from 'node:fs'; fs.createReadStream(path);`],
    [`import * as fs from 'fs/promises'; const file = await fs.open(path);`],
    [`const { open } = require('node:fs/promises');`],
    [`const pg = require('pg'); new pg.Pool();`],
    [`const { Pool } = await import('pg');`],
    [`import axios from 'axios';`],
    [`import pg from 'npm:pg@8.11.3'; new pg.Pool();`],
    [`export const load = (url) => fetch(url);`],
    [`const runner = source.createQueryRunner();`],
    [`const client = await db.getConnection(); client.release();`],
    [`const page = await open(); await page.goto(url); await page.close();`],
    [`import type { PoolClient } from 'pg'; const client: PoolClient = await borrow(); await client.query(sql);`],
    [`import type { PoolClient as Lease } from 'pg'; interface Source { open(): Promise<Lease> }`],
    [`import pg from 'pg'; export const stop = (pool: pg.Pool) => pool.end();`],
    [`import { Op, type Sequelize } from 'sequelize'; const db: Sequelize | undefined = await open();`],
    [`export const twice = (response: Response) => response.clone();`],
    [`/** @param {import('pg').Pool} pool */ const ask = (pool) => pool.connect();`],
  ])('%s', (text) => {
    expect(catalog.uses(text)).toBe(true);
  });

  it.each([
    [`import { Op } from 'sequelize';`],
    [`import type { Pool } from 'pg'; export interface Settings { readonly pool: Pool }`],
    [`import fs from 'node:fs'; fs.readFileSync(path);`],
    [`import { readFile } from 'node:fs/promises';`],
    [`const { readFile } = require('fs');`],
    [`export const kinds = ['redis', 'http', 'pg'];`],
    [`vi.mock('pg');`],
    [`import type { PoolClient } from 'pg'; export const run = (client: PoolClient) => client.query(sql);`],
    [`router.get('/', list);`],
    [`export const twice = (moment: Moment) => moment.clone();`],
    [`const client = await db.getConnection();`],
    [`await dialog.close();`],
  ])('not %s', (text) => {
    expect(catalog.uses(text)).toBe(false);
  });
});

describe('of tests only what they end themselves counts', () => {
  it.each([
    [`import { Pool } from 'pg'; const pool = new Pool(); afterAll(() => pool.end());`],
    [`import { Pool } from 'pg'; const pool = new Pool(); onTestFinished(pool.end);`],
    [`import { createClient } from 'redis'; const client = createClient(); await client.quit();`],
    [`import { Pool } from 'pg'; const pool = new Pool(); pool.connect((error, client, done) => done());`],
    [`import { Client } from 'pg'; await using client = open(new Client());`],
    [`const client = await db.getConnection(); client.release();`],
  ])('%s', (text) => {
    expect(catalog.uses(text, 'ended')).toBe(true);
  });

  it.each([
    [`import { Pool } from 'pg'; const pool = new Pool(); await pool.query(sql);`],
    [`import knex from 'knex'; const db = knex({ client: 'pg' }); await db('users');`],
    [`const response = await fetch(url); expect(response.status).toBe(200);`],
    [`import fs from 'node:fs/promises'; const file = await fs.open(path);`],
  ])('not %s', (text) => {
    expect(catalog.uses(text)).toBe(true);
    expect(catalog.uses(text, 'ended')).toBe(false);
  });
});

describe('imports are the same, told by the tree or by the text', () => {
  it.each([
    [`import { Pool } from 'pg';\nnew Pool();`, true],
    [`import {\n  type Op, // from a comment\n  Sequelize,\n} from 'sequelize';\nnew Sequelize(url);`, true],
    [`import { Op } from 'sequelize';\nOp.and;`, false],
    [`export { Pool } from 'pg';`, true],
    [`import './pg.js';\nconst text = 'from';`, false],
  ])('%s', (text, isUsed) => {
    const { ast } = parseForESLint(text, { range: true });
    expect(catalog.uses(text, 'all', importsOf(ast, text))).toBe(isUsed);
    expect(catalog.uses(text)).toBe(isUsed);
  });

  it.each([[`const { Pool } = require('pg');`], [`const { Pool } = await import('pg');`]])(
    '%s: by the text',
    (text) => {
      const { ast } = parseForESLint(text, { range: true });
      expect(importsOf(ast, text)).toBeUndefined();
    },
  );
});
