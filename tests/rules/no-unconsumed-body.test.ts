import { RuleTester } from '@typescript-eslint/rule-tester';

import rule from '../../src/rules/no-unconsumed-body.ts';
import { asTsRule } from '../support/rule-tester.ts';

new RuleTester().run('no-unconsumed-body', asTsRule(rule), {
  valid: [
    'export const one = async (url: string) => (await fetch(url)).json();',
    'export async function two(url: string) {\n  const response = await fetch(url);\n  return response;\n}',
    // A name of one's own is not the platform's.
    'declare function fetch(url: string): Promise<void>;\nexport async function three() {\n  await fetch("x");\n}\nexport {};',
    // Only a call that might throw stands between: nobody wants to hear of it.
    `export async function four(url: string, log: (status: number) => void) {
  const response = await fetch(url);
  log(response.status);
  return response.text();
}`,
  ],
  invalid: [
    {
      code: `export async function five(url: string) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}`,
      output: `export async function five(url: string) {
  const response = await fetch(url);
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(String(response.status));
  }
  return response.json();
}`,
      errors: [
        { messageId: 'leaks', line: 2, column: 26, data: { name: 'response', exit: 'the error on line 3 is thrown' } },
      ],
    },
    {
      code: `export async function six(url: string) {
  await fetch(url);
}`,
      output: null,
      errors: [
        {
          messageId: 'dropped',
          line: 2,
          suggestions: [
            {
              messageId: 'nameResponse',
              output: `export async function six(url: string) {
  const response = await fetch(url);
  await response.body?.cancel();
}`,
            },
          ],
        },
      ],
    },
  ],
});
