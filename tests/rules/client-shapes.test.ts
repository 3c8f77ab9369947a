import * as typescript from '@typescript-eslint/parser';
import { describe, expect, it } from 'vitest';

import type { PoolRule } from '../../src/rule/define-rule.ts';
import clients from '../../src/rules/require-client-disposal.ts';
import leases from '../../src/rules/require-lease-release.ts';
import { lint } from '../support/linting.ts';

const config = { languageOptions: { parser: typescript } };

function lines(rule: PoolRule, code: string): number[] {
  return lint(rule, code, { config, filename: 'src/file.ts' }).map(({ line }) => line);
}

describe('a client that is a function', () => {
  const postgres = (body: string): string => `import postgres from 'postgres';
export async function count(url: string) {
  const sql = postgres(url);
  ${body}
}`;
  const knex = (body: string): string => `import knex from 'knex';
export async function count(url: string) {
  const db = knex({ client: 'pg', connection: url });
  ${body}
}`;

  it.each([
    ['a tag, and never closed', postgres('return await sql`select count(*) from items`;')],
    ['a tag that fails', postgres('const rows = await sql`select 1`; await sql.end(); return rows;')],
    ['called, and never closed', knex("return await db('items').count();")],
    ['called before it fails', knex("const rows = await db('items').count(); await db.destroy(); return rows;")],
  ])('is reported: %s', (_, code) => {
    expect(lines(clients, code)).toEqual([3]);
  });

  it.each([
    ['a tag', postgres('try { return await sql`select 1`; } finally { await sql.end(); }')],
    ['a tag that others get', postgres('return { sql, rows: sql`select 1` };')],
    ['called', knex("try { return await db('items').count(); } finally { await db.destroy(); }")],
    ['never put to work', knex('return db.client.config.client;')],
  ])('is silent: %s', (_, code) => {
    expect(lines(clients, code)).toEqual([]);
  });
});

describe('a client that ends with what it connects to', () => {
  const tools = (body: string): string => `import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
export async function tools(command: string, given: StdioClientTransport) {
  const client = new Client({ name: 'tools', version: '1' });
  ${body}
  return await client.listTools();
}`;

  it.each([
    ['made in place', 'await client.connect(new StdioClientTransport({ command }));'],
    [
      'only read and listened to',
      'const transport = new StdioClientTransport({ command }); transport.onerror = console.error; await client.connect(transport);',
    ],
  ])('is reported: %s', (_, body) => {
    expect(lines(clients, tools(body))).toEqual([4]);
  });

  it.each([
    ['of somebody else', 'await client.connect(given);'],
    [
      'kept',
      'const transport = new StdioClientTransport({ command }); kept.push(transport); await client.connect(transport);',
    ],
    [
      'ended',
      'const transport = new StdioClientTransport({ command }); await client.connect(transport); process.once("SIGTERM", () => transport.close());',
    ],
  ])('is silent: %s', (_, body) => {
    expect(lines(clients, tools(body))).toEqual([]);
  });
});

describe('a function that hands back what it is given, or acquires', () => {
  const FORMS = {
    nullish: 'async function clientOf(given?: PoolClient | null) { return given ?? (await pool.connect()); }',
    conditional: 'function clientOf(given?: PoolClient | null) { return given ? given : pool.connect(); }',
    early: 'async function clientOf(given?: PoolClient | null) { if (given) return given; return pool.connect(); }',
    named:
      'async function clientOf(given?: PoolClient | null) { const client = given || (await pool.connect()); return client; }',
  };
  const code = (form: string, call: string, parameter = 'outer?: PoolClient', more = ''): string =>
    `import { Pool, type PoolClient } from 'pg'; const pool = new Pool(); ${form}
export async function count(${parameter}) {
  const client = await clientOf(${call});
  const { rows } = await client.query('select count(*) from items');
  ${more}
  return rows;
}`;

  it.each(Object.entries(FORMS))('is reported where nothing may be given: %s', (_, form) => {
    expect(lines(leases, code(form, ''))).toEqual([3]);
    expect(lines(leases, code(form, 'null'))).toEqual([3]);
    expect(lines(leases, code(form, 'outer'))).toEqual([3]);
    expect(lines(leases, code(form, 'outer', 'outer: PoolClient | undefined'))).toEqual([3]);
  });

  it.each(Object.entries(FORMS))('is silent where the caller has its own: %s', (_, form) => {
    expect(lines(leases, code(form, 'outer', 'outer: PoolClient'))).toEqual([]);
    // Of what has no type nobody knows.
    expect(lines(leases, code(form, 'outer', 'outer'))).toEqual([]);
    expect(lines(leases, code(form, 'options.client', 'options: Options'))).toEqual([]);
  });

  it('is reported where the caller ends it, and not on every path', () => {
    expect(lines(leases, code(FORMS.nullish, 'outer', 'outer', 'if (!outer) client.release();'))).toEqual([3]);
  });

  it('is silent where another function may have made it', () => {
    const kept = 'let first: PoolClient; async function clientOf() { return first ?? (first = await pool.connect()); }';
    expect(lines(leases, code(kept, ''))).toEqual([]);
  });
});
