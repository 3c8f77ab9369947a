import * as typescript from '@typescript-eslint/parser';
import { describe, expect, it } from 'vitest';

import rule from '../../src/rules/require-error-listener.ts';
import { lint } from '../support/linting.ts';

const IMPORTS = [
  "import amqp from 'amqplib';",
  "import amqpCallbacks from 'amqplib/callback_api';",
  "import { drizzle } from 'drizzle-orm/node-postgres';",
  "import { EventEmitter, errorMonitor, once } from 'node:events';",
  "import fs from 'node:fs';",
  "import http from 'node:http';",
  "import net from 'node:net';",
  "import { Readable } from 'node:stream';",
  "import { pipeline } from 'node:stream/promises';",
  "import Redis from 'ioredis';",
  "import { Kysely, PostgresDialect } from 'kysely';",
  "import BeeQueue from 'bee-queue';",
  "import mqtt from 'mqtt';",
  "import mssql from 'mssql';",
  "import mysql from 'mysql2';",
  "import { PgBoss } from 'pg-boss';",
  "import { createPool } from '@vercel/postgres';",
  "import { MongoClient } from 'mongodb';",
  "import { Client, Pool } from 'pg';",
  "import { createClient } from 'redis';",
  "import { Client as Ssh } from 'ssh2';",
  "import WebSocket from 'ws';",
  "import { attachListeners, imported, log, migrate } from './other.js';\n",
].join('\n');

function reports(code: string, filename = 'src/file.ts') {
  return lint(rule, IMPORTS + code, { config: { languageOptions: { parser: typescript } }, filename });
}

const messages = (code: string, filename?: string): string[] => reports(code, filename).map(({ message }) => message);

/** The text after the first suggestion. */
function suggested(code: string): string | undefined {
  const fix = reports(code)[0]?.suggestions?.[0]?.fix;
  const text = IMPORTS + code;
  return fix && (text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1])).slice(IMPORTS.length);
}

describe('errors that nobody hears', () => {
  it.each([
    ['a pool of a module', 'const pool = new Pool(); export const all = () => pool.query("select 1");'],
    ['a pool of another kind', 'export const pool = new mssql.ConnectionPool(config);'],
    ['a pool of the edge', 'export const pool = createPool();'],
    ['a queue', 'export const boss = new PgBoss(url);'],
    ['a queue of another kind', 'export const queue = new BeeQueue("mail");'],
    ['a pool that is exported', 'export const pool = new Pool();'],
    ['a pool that is exported later', 'const pool = new Pool(); export { pool };'],
    ['a pool of CommonJS', 'const pool = new Pool(); module.exports = { pool, all: () => pool.query("select 1") };'],
    ['a pool of the process', 'globalThis.pool ??= new Pool();'],
    [
      'a field',
      'export class Db { constructor(options) { this.pool = new Pool(options); } all() { return this.pool.query("select 1"); } }',
    ],
    ['a property', 'export class Db { #pool = new Pool(); all() { return this.#pool.query("select 1"); } }'],
    ['a getter that keeps', 'let pool; export function getPool() { pool ??= new Pool(); return pool; }'],
    ['a field with a getter', 'export class Db { get pool() { this.held ??= new Pool(); return this.held; } }'],
    [
      'a client in a function',
      'export async function run() { const client = new Client(); await client.connect(); await client.end(); }',
    ],
    ['inside of another', 'export const db = new Kysely({ dialect: new PostgresDialect({ pool: new Pool() }) });'],
    ['borrowed by a library', 'const pool = new Pool(); export const db = drizzle(pool);'],
    ['lent to a function', 'const pool = new Pool(); await migrate(pool);'],
    [
      'assigned in branches',
      'export function open(options) { let pool; if (options) pool = new Pool(options); migrate(pool); }',
    ],
    ['redis', 'const client = createClient(); await client.connect();'],
    ['a chain', 'export const client = await createClient().on("ready", log).connect();'],
    [
      'amqplib',
      'const connection = await amqp.connect(imported); const channel = await connection.createChannel(); await channel.assertQueue("a");',
    ],
    [
      'amqplib with callbacks',
      'amqpCallbacks.connect(imported, (error, connection) => { connection.createChannel(log); });',
    ],
    ['ws', 'const socket = new WebSocket(imported); socket.on("message", log);'],
    ['ssh2', 'const ssh = new Ssh(); ssh.on("ready", log).connect(imported);'],
    ['a connection of mysql2', 'export const connection = mysql.createConnection(imported);'],
    ['a socket', 'const socket = net.connect(80); socket.write("a");'],
    ['a request', 'http.get(imported, (response) => { response.on("error", log); response.resume(); });'],
    [
      'a request with a name',
      'const request = http.request(imported, (response) => response.resume()); request.end();',
    ],
    ['a file that is sent', 'export const send = (path, res) => { fs.createReadStream(path).pipe(res); };'],
    [
      'a file that is written',
      'export function save(src, path) { const dest = fs.createWriteStream(path); src.pipe(dest); src.once("end", () => dest.end()); }',
    ],
    [
      'a download',
      'export async function load(out) { const response = await fetch(imported); Readable.fromWeb(response.body).pipe(out); }',
    ],
  ])('%s', (_name, code) => {
    expect(messages(code)).toEqual([expect.stringMatching(/^Nobody listens for `error` on .*ends the process\.$/)]);
  });

  it('are told by name', () => {
    expect(messages('export const pool = new Pool();')).toEqual([
      'Nobody listens for `error` on `pool`: a connection that breaks while it is idle ends the process.',
    ]);
    expect(messages('export const db = drizzle(new Pool());')).toEqual([
      'Nobody listens for `error` on this pool: a connection that breaks while it is idle ends the process.',
    ]);
  });

  it.each([
    ['another event', 'pool.on("connect", log);'],
    ['a misspelled one', 'pool.once("err", log);'],
    ['the monitor, which hears and does not handle', 'pool.on(errorMonitor, log);'],
    ['the monitor of the emitter', 'pool.on(EventEmitter.errorMonitor, log);'],
  ])('%s does not count', (_name, code) => {
    expect(messages(`const pool = new Pool(); ${code}`)).toHaveLength(1);
  });
});

describe('errors that somebody hears', () => {
  it.each([
    ['a client that hears its own', 'export const client = mqtt.connect(url); client.publish("a", "b");'],
    ['a listener', 'const pool = new Pool(); pool.on("error", log);'],
    ['once', 'const pool = new Pool(); pool.once("error", log);'],
    ['another way to add it', 'const pool = new Pool(); pool.addListener("error", log);'],
    ['in a chain', 'export const pool = new Pool().on("error", log);'],
    ['later in the chain', 'export const client = await createClient().on("ready", log).on("error", log).connect();'],
    ['under another name', 'const pool = new Pool(); const alias = pool; alias.on("error", log);'],
    ['in another method', 'export class Db { pool = new Pool(); open() { this.pool.on("error", log); } }'],
    [
      'by way of the name',
      'export class Db { constructor() { const pool = new Pool(); pool.on("error", log); this.pool = pool; } }',
    ],
    [
      'on the emitter of the class',
      'export class Db extends EventEmitter { open() { this.pool = new Pool(); this.pool.on("error", (error) => this.emit("error", error)); } }',
    ],
    [
      'by a function of the file',
      'function watch(pool) { pool.on("error", log); } export const pool = new Pool(); watch(pool);',
    ],
    ['by a function that is imported for it', 'export const pool = new Pool(); attachListeners(pool);'],
    ['by the caller in the file', 'const open = () => new Pool(); export const pool = open(); pool.on("error", log);'],
    [
      'taken out of an object',
      'function open() { const pool = new Pool(); return { pool }; } const { pool } = open(); pool.on("error", log);',
    ],
    ['in a promise', 'amqp.connect(imported).then((connection) => { connection.on("error", log); });'],
    ['in a callback', 'amqpCallbacks.connect(imported, (error, connection) => { connection.on("error", log); });'],
    ['an event for each', 'const pool = new Pool(); for (const event of ["error", "end"]) pool.on(event, log);'],
    ['an event of the web', 'const socket = new WebSocket(imported); socket.addEventListener("error", log);'],
    ['a property', 'const socket = new WebSocket(imported); socket.onerror = log;'],
    ['a request', 'http.get(imported, (response) => response.resume()).on("error", log);'],
    ['a pipeline', 'await pipeline(fs.createReadStream(imported), fs.createWriteStream(imported));'],
    ['waiting for an event', 'const request = http.request(imported); await once(request, "response");'],
    ['the process', 'process.on("uncaughtException", log); export const pool = new Pool();'],
  ])('%s', (_name, code) => {
    expect(messages(code)).toEqual([]);
  });
});

describe('what is passed over', () => {
  it.each([
    ['made for others', 'export const open = () => new Pool();'],
    ['made and returned', 'export function open() { const pool = new Pool(); return pool; }'],
    [
      'put into a collection',
      'const pools = new Map(); export function open(key) { const pool = new Pool(); pools.set(key, pool); }',
    ],
    [
      'resolved with',
      'export const open = () => new Promise((resolve) => { const client = new Client(); resolve(client); });',
    ],
    [
      'handed to whoever was handed in',
      'export async function open(work) { const client = new Client(); await work(client); }',
    ],
    ['a method that is computed', 'const pool = new Pool(); pool[imported]("error", log);'],
    [
      'a listener with this',
      'const socket = net.connect(80); socket.on("connect", function () { this.on("error", log); });',
    ],
    ['libraries that only log', 'export const redis = new Redis();'],
    ['libraries that hear it', 'export const client = new MongoClient(imported);'],
    ['pools that hear their connections', 'export const pool = mysql.createPool(imported);'],
    ['the platform', 'export const socket = new globalThis.WebSocket(imported);'],
    ['a stream of what is in memory', 'Readable.from(["a", "b"]).pipe(imported);'],
    ['a stream that is given away', 'export const open = (path) => imported.send(fs.createReadStream(path));'],
    ['a stream that nobody has flow', 'const stream = fs.createReadStream(imported);'],
  ])('%s', (_name, code) => {
    expect(messages(code)).toEqual([]);
  });

  it.each([
    ['tests', 'test/file.ts'],
    ['scripts', 'scripts/file.ts'],
    ['settings of tools', 'vite.config.ts'],
  ])('%s', (_name, filename) => {
    expect(messages('export const pool = new Pool();', filename)).toEqual([]);
  });
});

describe('the suggestion', () => {
  it.each([
    ['export const pool = new Pool();', "export const pool = new Pool();\npool.on('error', console.error);"],
    ['const pool: Pool = new Pool();', "const pool: Pool = new Pool();\npool.on('error', console.error);"],
    [
      'class Db {\n  open() {\n    this.pool = new Pool();\n  }\n}',
      "class Db {\n  open() {\n    this.pool = new Pool();\n    this.pool.on('error', console.error);\n  }\n}",
    ],
    [
      'const connection = await amqp.connect(imported);',
      "const connection = await amqp.connect(imported);\nconnection.on('error', console.error);",
    ],
  ])('%s', (before, after) => {
    expect(suggested(before)).toBe(after);
  });

  it.each([
    ['no name', 'export const db = drizzle(new Pool());'],
    ['no statement of its own', 'if (imported) globalThis.pool = new Pool();'],
    ['a name given in an expression', 'let pool; export const get = () => (pool ??= new Pool());'],
  ])('%s: none', (_name, code) => {
    expect(reports(code)).toHaveLength(1);
    expect(suggested(code)).toBeUndefined();
  });
});

describe('errors of the devices and mailboxes that nobody hears', () => {
  const of = (imports: string, code: string): string[] =>
    lint(rule, `${imports}\n${code}`, { config: { languageOptions: { parser: typescript } } }).map(
      ({ message }) => message,
    );

  it.each([
    ["import Imap from 'imap';", 'export const imap = new Imap(config);', 'imap'],
    [
      "import { SerialPort } from 'serialport';",
      'export const port = new SerialPort({ path, baudRate: 9600 });',
      'port',
    ],
    ["import snmp from 'net-snmp';", "export const session = snmp.createSession('switch', 'public');", 'session'],
    ["import Ftp from 'ftp';", 'export const ftp = new Ftp();', 'ftp'],
  ])('%s', (imports, code, name) => {
    expect(of(imports, code)).toEqual([expect.stringContaining(`\`${name}\``)]);
    expect(of(imports, `${code}\n${name}.on('error', console.error);`)).toEqual([]);
  });

  it.each([
    ["import { Telnet } from 'telnet-client';", 'export const telnet = new Telnet();'],
    ["import hdb from 'hdb';", 'export const client = hdb.createClient(options);'],
    ["import chokidar from 'chokidar';", "export const watcher = chokidar.watch('src');"],
  ])('not %s', (imports, code) => {
    expect(of(imports, code)).toEqual([]);
  });
});
