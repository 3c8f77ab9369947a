import { RuleTester } from '@typescript-eslint/rule-tester';

import rule from '../../src/rules/require-lease-release.ts';
import { asTsRule } from '../support/rule-tester.ts';

const IMPORTS = "import { Pool } from 'pg';\nconst pool = new Pool();\n";

new RuleTester().run('require-lease-release', asTsRule(rule), {
  valid: [
    'export async function nothing() { return fetch; }',
    `${IMPORTS}export async function one() {
  const client = await pool.connect();
  try {
    return await client.query('select 1');
  } finally {
    client.release();
  }
}`,
    // Only weak throws stand between: a matter for `implicitThrows: 'all'`.
    `${IMPORTS}export async function two(log: () => void) {
  const client = await pool.connect();
  log();
  client.release();
}`,
    `${IMPORTS}export const three = async () => pool.connect();`,
  ],
  invalid: [
    {
      code: `${IMPORTS}export async function four() {
  const client = await pool.connect();
  const { rows } = await client.query('select 1');
  client.release();
  return rows;
}`,
      output: `${IMPORTS}export async function four() {
  const client = await pool.connect();
  try {
    const { rows } = await client.query('select 1');
    return rows;
  } finally {
    client.release();
  }
}`,
      errors: [
        {
          messageId: 'leaks',
          line: 4,
          column: 24,
          endColumn: 36,
          data: { name: 'client', exit: '`client.query()` on line 5 throws', label: 'connection' },
        },
      ],
    },
    {
      code: `${IMPORTS}export async function five() {
  const client = await pool.connect();
  return client.query('select 1');
}`,
      output: `${IMPORTS}export async function five() {
  const client = await pool.connect();
  try {
    return await client.query('select 1');
  } finally {
    client.release();
  }
}`,
      errors: [{ messageId: 'never' }],
    },
    {
      code: `${IMPORTS}export async function six() {
  await pool.connect();
}`,
      output: null,
      errors: [{ messageId: 'dropped' }],
    },
    {
      code: `${IMPORTS}export async function seven(log: () => void) {
  const client = await pool.connect();
  log();
  client.release();
}`,
      options: [{ implicitThrows: 'all' }],
      output: `${IMPORTS}export async function seven(log: () => void) {
  const client = await pool.connect();
  try {
    log();
  } finally {
    client.release();
  }
}`,
      errors: [{ messageId: 'leaks', data: { name: 'client', exit: '`log()` on line 5 throws', label: 'connection' } }],
    },
  ],
});
