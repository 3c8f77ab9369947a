import { RuleTester } from '@typescript-eslint/rule-tester';

import rule from '../../src/rules/no-use-after-dispose.ts';
import { asTsRule } from '../support/rule-tester.ts';

const IMPORTS = "import { Pool } from 'pg';\nconst pool = new Pool();\n";

new RuleTester().run('no-use-after-dispose', asTsRule(rule), {
  valid: [
    `${IMPORTS}export async function one() {
  const client = await pool.connect();
  try {
    return await client.query('select 1');
  } finally {
    client.release();
  }
}`,
    // A use after the end of another one.
    `${IMPORTS}export async function two() {
  const [first, second] = [await pool.connect(), await pool.connect()];
  first.release();
  await second.query('select 1');
  second.release();
}`,
    // Agents are open again with the next request.
    `import { Agent, get } from 'node:http';
export function three(url: string, done: () => void) {
  const agent = new Agent({ keepAlive: true });
  agent.destroy();
  get(url, { agent }, done);
}`,
    // A file that mentions no library: nothing is known of what is returned.
    `export async function four(lock: Lock, read: () => string) {
  await lock.acquire();
  try {
    return read();
  } finally {
    lock.release();
  }
}`,
    // An hour old, whoever asks.
    `import Redis from 'ioredis';
let redis: Redis | undefined;
let since = 0;
export function five(now: number) {
  if (redis && now - since > 3_600_000) {
    redis.disconnect();
    redis = new Redis();
    since = now;
  }
  return redis;
}`,
    // Each attempt has its own.
    `${IMPORTS}export const six = (retry: Retry) =>
  retry(async () => {
    const client = await pool.connect();
    try {
      return await client.query('select 1');
    } finally {
      client.release();
    }
  });`,
  ],
  invalid: [
    {
      code: `${IMPORTS}export async function used() {
  const client = await pool.connect();
  client.release();
  await client.query('select 1');
}`,
      output: null,
      errors: [
        {
          messageId: 'used',
          line: 6,
          column: 9,
          endColumn: 21,
          data: { call: 'client.query()', disposal: 'client.release()', line: ' on line 5', name: 'client' },
        },
      ],
    },
    {
      code: `export async function unreadable(url: string) {
  const response = await fetch(url);
  try {
    return await response.json();
  } catch {
    throw new Error(await response.text());
  }
}`,
      output: null,
      errors: [
        {
          messageId: 'unreadable',
          line: 6,
          data: { call: 'response.text()', disposal: 'response.json()', line: ' on line 4', name: 'response' },
        },
      ],
    },
    {
      code: `${IMPORTS}export async function escapes() {
  const client = await pool.connect();
  try {
    return client.query('select 1');
  } finally {
    client.release();
  }
}`,
      output: `${IMPORTS}export async function escapes() {
  const client = await pool.connect();
  try {
    return await client.query('select 1');
  } finally {
    client.release();
  }
}`,
      errors: [{ messageId: 'escapes', line: 6, column: 12, endColumn: 24 }],
    },
    {
      // Nothing is said of an arm that is awaited.
      code: `${IMPORTS}export async function conditional(id?: string) {
  const client = await pool.connect();
  try {
    return id ? client.query('select $1', [id]) : await client.query('select 1');
  } finally {
    client.release();
  }
}`,
      output: `${IMPORTS}export async function conditional(id?: string) {
  const client = await pool.connect();
  try {
    return await (id ? client.query('select $1', [id]) : await client.query('select 1'));
  } finally {
    client.release();
  }
}`,
      errors: [{ messageId: 'escapes', line: 6 }],
    },
    {
      // No \`await\` can stand in a function that is not asynchronous.
      code: `${IMPORTS}export function synchronous() {
  const client = pool.connect((error, client) => {
    try {
      return client.query('select 1').then(console.log);
    } finally {
      client.release();
    }
  });
}`,
      output: null,
      errors: [{ messageId: 'escapes', line: 6 }],
    },
    {
      code: `${IMPORTS}export async function floating() {
  const client = await pool.connect();
  client.query('rollback');
  client.release();
}`,
      output: null,
      errors: [
        {
          messageId: 'escapes',
          line: 5,
          suggestions: [
            {
              messageId: 'awaitReturned',
              data: { disposal: 'client.release()' },
              output: `${IMPORTS}export async function floating() {
  const client = await pool.connect();
  await client.query('rollback');
  client.release();
}`,
            },
          ],
        },
      ],
    },
    {
      code: `${IMPORTS}export async function calledBack() {
  const client = await pool.connect();
  setTimeout(() => client.query('select 1'), 1000);
  client.release();
}`,
      output: null,
      errors: [{ messageId: 'calledBack', line: 5 }],
    },
    {
      // A file that mentions no library: the function of the file gives a promise, and the lock is released before it settles.
      code: `export async function locked(lock: Lock) {
  await lock.acquire();
  try {
    return refresh();
  } finally {
    lock.release();
  }
}
async function refresh() {}`,
      output: `export async function locked(lock: Lock) {
  await lock.acquire();
  try {
    return await refresh();
  } finally {
    lock.release();
  }
}
async function refresh() {}`,
      errors: [{ messageId: 'escapes', line: 4 }],
    },
    {
      code: `${IMPORTS}export async function retried(retry: Retry) {
  const client = await pool.connect();
  return await retry(async () => {
    try {
      return await client.query('select 1');
    } finally {
      client.release();
    }
  });
}`,
      output: null,
      errors: [{ messageId: 'retried', line: 9 }],
    },
    {
      code: `import Redis from 'ioredis';
let shared: Redis | undefined;
let last = '';
export function replaced(url: string) {
  if (shared && url !== last) {
    shared.disconnect();
    shared = new Redis(url);
    last = url;
  }
  return shared;
}`,
      output: null,
      errors: [{ messageId: 'replaced', line: 6 }],
    },
  ],
});
