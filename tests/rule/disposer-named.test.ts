import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Linter } from 'eslint';
import { afterEach, expect, it } from 'vitest';

import plugin from '../../src/index.ts';

let root = '';

afterEach(() => {
  rmSync(root, { recursive: true });
});

/** What is said of the code in a project that has that version of `redis` installed. */
function messages(code: string, version?: string): string[] {
  root = mkdtempSync(join(tmpdir(), 'pool-hygiene-'));
  if (version !== undefined) {
    mkdirSync(join(root, 'node_modules/redis'), { recursive: true });
    writeFileSync(join(root, 'node_modules/redis/package.json'), JSON.stringify({ name: 'redis', version }));
  }
  const rules = { 'pool-hygiene/require-client-disposal': 'error', 'pool-hygiene/require-owner-disposal': 'error' };
  const config = { plugins: { 'pool-hygiene': plugin }, rules } as unknown as Linter.Config;
  const text = `import { createClient } from 'redis';\n${code}`;
  return new Linter({ cwd: root })
    .verify(text, [config], { filename: join(root, 'a.js') })
    .map(({ message }) => message);
}

const FORGOTTEN = `
  async function get(url, key) {
    const client = createClient({ url });
    await client.connect();
    return client.get(key);
  }`;

it('is the method that the code calls elsewhere, whatever version there is', () => {
  const quits = `
    async function get(url, key) {
      const client = createClient({ url });
      await client.connect();
      const value = await client.get(key);
      await client.quit();
      return value;
    }`;
  const expected = ['`client` stays open when `client.get()` on line 6 throws: `client.quit()` is not reached.'];
  expect(messages(quits)).toEqual(expected);
  expect(messages(quits, '5.0.0')).toEqual(expected);
});

it.each([
  [undefined, 'quit'],
  ['4.7.0', 'quit'],
  ['5.0.0', 'close'],
])('is, where version %s is installed, %s()', (version, method) => {
  expect(messages(FORGOTTEN, version)).toEqual([
    `\`client\` is never closed: nothing calls \`client.${method}()\`, and nobody else can.`,
  ]);
});
