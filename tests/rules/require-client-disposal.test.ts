import { RuleTester } from '@typescript-eslint/rule-tester';

import rule from '../../src/rules/require-client-disposal.ts';
import { asTsRule } from '../support/rule-tester.ts';

const IMPORTS = "import { Agent, request } from 'undici';\nimport { Client } from 'pg';\n";

new RuleTester().run('require-client-disposal', asTsRule(rule), {
  valid: [
    `${IMPORTS}const agent = new Agent();\nexport const one = () => request('http://x', { dispatcher: agent });`,
    `${IMPORTS}export function two() {\n  return new Agent();\n}`,
    `${IMPORTS}export async function three() {
  const client = new Client();
  try {
    await client.connect();
  } finally {
    await client.end();
  }
}`,
    // Another class of that name.
    'class Client {}\nexport function four() {\n  const client = new Client();\n  client.query();\n}',
  ],
  invalid: [
    {
      code: `${IMPORTS}export async function five(): Promise<number> {
  const agent = new Agent();
  const { statusCode, body } = await request('http://x', { dispatcher: agent });
  await body.dump();
  await agent.close();
  return statusCode;
}`,
      output: `${IMPORTS}export async function five(): Promise<number> {
  const agent = new Agent();
  try {
    const { statusCode, body } = await request('http://x', { dispatcher: agent });
    await body.dump();
    return statusCode;
  } finally {
    await agent.close();
  }
}`,
      errors: [
        {
          messageId: 'leaks',
          line: 4,
          column: 21,
          data: { name: 'agent', exit: '`request()` on line 5 throws', label: 'client', disposer: 'agent.close' },
        },
      ],
    },
    {
      code: `${IMPORTS}export function six() {
  new Agent();
}`,
      output: null,
      errors: [{ messageId: 'dropped', line: 4 }],
    },
  ],
});
