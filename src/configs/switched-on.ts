import type { PoolRule, Tier } from '../rule/define-rule.ts';
import type { Json } from '../rule/options.ts';

/** The name under which users know the plugin. */
export const NAMESPACE = 'pool-hygiene';

export type RuleEntry = 'error' | ['error', Readonly<Record<string, Json>>];
export type RuleEntries = Record<string, RuleEntry>;
export type RuleTable = Readonly<Record<string, PoolRule>>;

/** The tiers that a configuration takes in, the lowest first. */
const CONTAINS: Readonly<Record<Tier, readonly Tier[]>> = {
  recommended: ['recommended'],
  strict: ['recommended', 'strict'],
  all: ['recommended', 'strict', 'all'],
};

/** The rules that a configuration switches on, all as errors, with the options that it sets. */
export function switchedOn(rules: RuleTable, tier: Tier): RuleEntries {
  const chosen = Object.entries(rules).filter(([, { meta }]) => CONTAINS[tier].includes(meta.docs.tier));
  return Object.fromEntries(chosen.map(([name, { meta }]) => [`${NAMESPACE}/${name}`, entryOf(tier, meta.docs)]));
}

function entryOf(tier: Tier, { recommendedOptions, strictOptions }: PoolRule['meta']['docs']): RuleEntry {
  const options = tier === 'recommended' ? recommendedOptions : strictOptions;
  return options ? ['error', options] : 'error';
}
