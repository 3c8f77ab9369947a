import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { annotated, reportsOf, stripped } from '../support/annotated.ts';

const RULES = ['no-unconsumed-body', 'require-client-disposal', 'require-lease-release', 'require-owner-disposal'];
const SHOP = join(import.meta.dirname, 'fixtures/shop');

/**
 * A small project: packages of a workspace, barrels, a compiler's paths, CommonJS. `npx vitest run tests/project -u` writes the
 * expectations anew: read every one.
 */
describe.each([
  ['apps/api/src/responses.ts', 'typescript'],
  ['apps/api/src/leases.ts', 'typescript'],
  ['apps/api/src/clients.ts', 'typescript'],
  ['apps/api/src/classes.ts', 'typescript'],
  ['apps/api/src/legacy.js', 'typescript'],
  ['apps/api/src/legacy.js', 'espree'],
] as const)('%s with the parser %s', (name, parser) => {
  it('is judged as it says, with what its imports do', async () => {
    const path = join(SHOP, name);
    const code = stripped(readFileSync(path, 'utf8'));
    await expect(
      annotated(code, reportsOf(code, path, parser, {}, { cwd: SHOP, names: RULES, acrossFiles: true })),
    ).toMatchFileSnapshot(path);
  });
});
