import { beforeAll, describe, expect, it } from 'vitest';

import { frameworks } from '../../src/catalog/frameworks/index.ts';
import type { Framework } from '../../src/catalog/frameworks/vocabulary.ts';
import { installed } from './declarations.ts';
import { FrameworkDeclarations } from './framework-declarations.ts';

/**
 * What of a framework is in no package that is installed here, so that nobody checks it: packages too large to be installed for this,
 * what other versions had, what another platform offers, what tools generate. Each was looked at in the package that has it.
 */
const UNCHECKED: Readonly<Record<string, readonly string[]>> = {};

describe.skipIf(!installed)('the frameworks against the declarations of the packages', () => {
  let declarations: FrameworkDeclarations;

  beforeAll(() => {
    declarations = new FrameworkDeclarations();
  }, 240_000);

  it.each(frameworks.map((framework: Framework, at) => [`${framework.name} ${String(at)}`, framework] as const))(
    '%s',
    { timeout: 60_000 },
    (_, framework) => {
      const missing = [...new Set(declarations.missing(framework))];
      expect(missing.sort()).toEqual([...(UNCHECKED[framework.name] ?? [])].sort());
    },
  );
});
