import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { rules } from '../../src/rules/index.ts';
import { read, root } from './sources.ts';

const programs = readdirSync(join(root, 'tests/proof/programs'));
const proofs = readdirSync(join(root, 'tests/proof'))
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => read(`tests/proof/${file}`))
  .join('\n');

/** The proofs need databases and are run apart, so that here it is only seen that they are there. */
describe.each(Object.keys(rules))('%s', (name) => {
  it('has a program that shows what it claims, and a proof that runs it', () => {
    expect(programs.filter((file) => file.startsWith(`${name}.`))).not.toEqual([]);
    expect(proofs).toContain(`formsOf('${name}', `);
  });
});
