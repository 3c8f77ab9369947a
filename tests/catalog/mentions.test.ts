import { describe, expect, it } from 'vitest';

import { catalogOf } from '../../src/catalog/index.ts';

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
    [`export const load = (url) => fetch(url);`],
    [`const runner = source.createQueryRunner();`],
    [`const client = await db.getConnection(); client.release();`],
    [`const page = await open(); await page.goto(url); await page.close();`],
    [`import type { PoolClient } from 'pg'; const client: PoolClient = await borrow(); await client.query(sql);`],
    [`import type { PoolClient as Lease } from 'pg'; interface Source { open(): Promise<Lease> }`],
    [`import pg from 'pg'; export const stop = (pool: pg.Pool) => pool.end();`],
    [`import { Op, type Sequelize } from 'sequelize'; const db: Sequelize | undefined = await open();`],
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
    [`const client = await db.getConnection();`],
    [`await dialog.close();`],
  ])('not %s', (text) => {
    expect(catalog.uses(text)).toBe(false);
  });
});
