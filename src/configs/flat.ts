import type { Tier } from '../rule/define-rule.ts';
import { NAMESPACE, type RuleEntries, type RuleTable, switchedOn } from './switched-on.ts';

/** A configuration for `eslint.config.js`. */
export interface FlatConfig<Plugin> {
  readonly name: string;
  readonly plugins: Record<string, Plugin>;
  readonly rules: RuleEntries;
}

/** A tier as a flat configuration, which carries the plugin itself. */
export function flat<Plugin extends { readonly rules: RuleTable }>(plugin: Plugin, tier: Tier): FlatConfig<Plugin> {
  return { name: `${NAMESPACE}/${tier}`, plugins: { [NAMESPACE]: plugin }, rules: switchedOn(plugin.rules, tier) };
}
