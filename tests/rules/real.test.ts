import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { annotated, reportsOf, stripped } from '../support/annotated.ts';

const RULES = {
  limits: 'require-pool-limits',
  'keep-alive': 'consistent-keep-alive',
  retries: 'no-unbounded-retry',
};

const HEAD = /^(?=\/\/ ==== )/m;

/**
 * Shapes of real services, in words of our own. Each part of a file is a file by itself, whose first line says what it is called:
 * `// ==== src/server.ts: behind a load balancer`. `npx vitest run tests/rules/real.test.ts -u` writes the expectations anew.
 */
describe.each(Object.entries(RULES))('%s', (name, rule) => {
  const path = join(import.meta.dirname, 'real', `${name}.ts`);
  const parts = readFileSync(path, 'utf8').split(HEAD);

  it('is judged as it says', async () => {
    const judged = parts.map((part) => {
      const code = stripped(part);
      const [, filename = ''] = /^\/\/ ==== (\S+): /.exec(part) ?? [];
      return annotated(code, reportsOf(code, `/app/${filename}`, 'typescript', {}, { names: [rule] }));
    });
    await expect(judged.join('')).toMatchFileSnapshot(path);
  });

  it('are enough, some of them right and some wrong', () => {
    const wrong = parts.filter((part) => part !== stripped(part));
    expect(parts.length).toBeGreaterThanOrEqual(15);
    expect(wrong.length).toBeGreaterThanOrEqual(5);
    expect(parts.length - wrong.length).toBeGreaterThanOrEqual(5);
  });
});
