import type { RuleModule } from '@typescript-eslint/utils/ts-eslint';

import type { PoolRule } from '../../src/rule/define-rule.ts';

/** A rule as the tester of typescript-eslint wants it typed; it is the same rule. */
export function asTsRule(rule: PoolRule): RuleModule<string, readonly unknown[]> {
  return rule as unknown as RuleModule<string, readonly unknown[]>;
}
