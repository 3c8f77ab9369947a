import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import ts from 'typescript';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { fixed, fixtures } from './fixing.ts';

type Work = (...given: unknown[]) => unknown;
type Module = Readonly<Record<string, Work>>;

/** What a driver's stand-in remembers of a run. */
interface Ledger {
  /** Connections that are lent out or open. */
  open: number;
  readonly queries: string[];
  /** The number of the query that fails, from 1, and with it all that follow. */
  failing: number;
}

const ledger: Ledger = { open: 0, queries: [], failing: 0 };
let folder = '';

/** Stands for node-postgres, for modules that import it. */
const STUB = `
export class Client {
  #ledger = globalThis.poolHygieneLedger;
  async connect() { this.#ledger.open++; }
  async query(sql) { return this.#ledger.run(sql); }
  async end() { this.#ledger.open--; }
}
`;

async function run(sql: string): Promise<{ rows: string[]; rowCount: number }> {
  ledger.queries.push(sql);
  await new Promise((resolve) => setTimeout(resolve, 1));
  if (ledger.failing > 0 && ledger.queries.length >= ledger.failing) throw new Error(`${sql} failed`);
  return { rows: [sql], rowCount: 1 };
}

const pool = {
  async connect(): Promise<unknown> {
    ledger.open++;
    let isLent = true;
    return {
      query: (sql: string) => {
        if (!isLent) throw new Error('used after it was released');
        return run(sql);
      },
      release: () => {
        if (!isLent) throw new Error('released twice');
        isLent = false;
        ledger.open--;
      },
    };
  },
};

async function moduleOf(name: string, form: 'before' | 'after'): Promise<Module> {
  const fixture = fixtures.find((each) => each.name === name);
  if (!fixture) throw new Error(`There is no fixture ${name}`);
  const text = form === 'before' ? fixture.text : fixed(fixture.text, fixture.file);
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  const path = join(folder, `${name}-${form}.mjs`);
  writeFileSync(path, outputText);
  return (await import(pathToFileURL(path).href)) as Module;
}

/** What a function gives or throws, what it asked for, and what it left open. */
async function outcome(
  work: Work | undefined,
  given: readonly unknown[],
  failing: number,
): Promise<{ readonly result: unknown; readonly queries: readonly string[]; readonly open: number }> {
  Object.assign(ledger, { open: 0, failing });
  ledger.queries.length = 0;
  const result = await Promise.resolve(work?.(...given)).catch((error: unknown) => String(error));
  return { result, queries: [...ledger.queries], open: ledger.open };
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pool-hygiene-'));
  mkdirSync(join(folder, 'node_modules/pg'), { recursive: true });
  writeFileSync(
    join(folder, 'node_modules/pg/package.json'),
    '{ "name": "pg", "type": "module", "exports": "./index.js" }',
  );
  writeFileSync(join(folder, 'node_modules/pg/index.js'), STUB);
  symlinkSync(join(import.meta.dirname, '../../node_modules/undici'), join(folder, 'node_modules/undici'), 'junction');
  Object.assign(globalThis, { poolHygieneLedger: Object.assign(ledger, { run }) });
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const NEVER = 0;

describe.each([
  ['run-leases', 'transfer', [pool, 'a', 'b'], 4],
  ['run-leases', 'find', [pool, 'a'], 2],
  ['run-leases', 'careful', [pool], 3],
  ['run-leases', 'promised', [pool], 1],
  ['run-leases', 'caught', [pool], 2],
  ['run-leases', 'shown', [pool, () => undefined], 2],
  ['run-clients', 'migrate', [['one', 'two']], 3],
  ['run-clients', 'copy', [['one', 'two']], 4],
] as const)('%s: %s', (name, exported, given, queries) => {
  it('leaks before, does not after, and does all else as it did', async () => {
    const [before, after] = [await moduleOf(name, 'before'), await moduleOf(name, 'after')];
    let lost = 0;
    for (let failing = NEVER; failing <= queries; failing++) {
      const old = await outcome(before[exported], given, failing);
      const mended = await outcome(after[exported], given, failing);
      lost += old.open;
      expect({ failing, ...mended }).toEqual({ failing, ...old, open: 0 });
    }
    expect(lost).toBeGreaterThan(0);
  });
});

/** More than the buffers of two sockets hold: a response that nobody reads is never finished. */
const BODY = Buffer.alloc(32 << 20, 'x');
const TIMES = 6;

describe.each(['load', 'patient', 'maybe', 'classic'])('run-bodies: %s', (exported) => {
  let server: Server;
  let pending: Set<unknown>;

  beforeEach(async () => {
    const held = new Set();
    pending = held;
    server = createServer((_request, response) => {
      held.add(response);
      response.once('close', () => held.delete(response));
      response.writeHead(500, { 'content-length': BODY.length }).end(BODY);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  });

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  /** How many responses still hold a socket: counted until there is none, for as long as that may take. */
  async function heldBy(work: Work | undefined, patience: number): Promise<number> {
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
    for (let i = 0; i < TIMES; i++) await Promise.resolve(work?.(url)).catch(() => undefined);
    for (let waited = 0; pending.size > 0 && waited < patience; waited += 20)
      await new Promise((resolve) => setTimeout(resolve, 20));
    return pending.size;
  }

  // A garbage collection meanwhile cancels bodies that nobody holds any more, and so hides a leak.
  it('holds a socket for every response before', { retry: 5 }, async () => {
    const before = await moduleOf('run-bodies', 'before');
    expect(await heldBy(before[exported], 400)).toBeGreaterThanOrEqual(TIMES);
  });

  it('holds none after', async () => {
    const after = await moduleOf('run-bodies', 'after');
    expect(await heldBy(after[exported], 15_000)).toBe(0);
  });
});

const REQUESTS = 200;
/** Far below the requests, and above what a pool opens for those that run at the same time. */
const HANDFUL = 12;

describe.each([
  ['run-shared', 'option'],
  ['run-shared', 'named'],
  ['run-shared', 'added'],
  ['run-shared', 'handled'],
  ['run-shared', 'again'],
  ['run-shared', 'kept'],
  ['run-handlers', 'caught'],
  ['run-handlers', 'stepped'],
  ['run-handlers', 'chosen'],
  ['run-handlers', 'spread'],
  ['run-handlers', 'chained'],
  ['run-handlers', 'posted'],
  ['run-handlers', 'mapped'],
] as const)('%s: %s', (name, exported) => {
  let server: Server;
  let opened = 0;
  let served = 0;

  beforeEach(async () => {
    opened = 0;
    served = 0;
    server = createServer((_request, response) => response.end(`answer ${String(++served)}`));
    server.on('connection', () => opened++);
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  });

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  /** What all requests were answered, four of them at a time. */
  async function answers(work: Work | undefined): Promise<readonly unknown[]> {
    const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const isHandler = ['handled', 'again', 'caught', 'stepped', 'chained', 'mapped'].includes(exported);
    const given = isHandler ? { headers: { host: origin } } : `${origin}/`;
    const all: unknown[] = [];
    for (let i = 0; i < REQUESTS; i += 4) all.push(...(await Promise.all([1, 2, 3, 4].map(() => work?.(given)))));
    return all;
  }

  it('opens a connection for each request before, a handful after, and answers alike', async () => {
    const before = await answers((await moduleOf(name, 'before'))[exported]);
    expect(opened).toBeGreaterThanOrEqual(REQUESTS);
    opened = 0;
    served = 0;
    const after = await answers((await moduleOf(name, 'after'))[exported]);
    expect(opened).toBeLessThanOrEqual(HANDFUL);
    expect([...after].sort()).toEqual([...before].sort());
  });
});
