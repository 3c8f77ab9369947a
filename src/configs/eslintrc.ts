import type { Tier } from '../rule/define-rule.ts';
import { NAMESPACE, type RuleEntries, type RuleTable, switchedOn } from './switched-on.ts';

/** A configuration for `.eslintrc`, which names plugins and knows no `name` of its own. */
export interface EslintrcConfig {
  readonly plugins: string[];
  readonly rules: RuleEntries;
}

/** A tier as an eslintrc configuration. */
export function eslintrc(rules: RuleTable, tier: Tier): EslintrcConfig {
  return { plugins: [NAMESPACE], rules: switchedOn(rules, tier) };
}
