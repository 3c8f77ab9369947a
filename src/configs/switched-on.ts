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

/** The rules that a configuration switches on, all as errors, and from `strict` on with their strict options. */
export function switchedOn(rules: RuleTable, tier: Tier): RuleEntries {
  const chosen = Object.entries(rules).filter(([, { meta }]) => CONTAINS[tier].includes(meta.docs.tier));
  return Object.fromEntries(
    chosen.map(([name, { meta }]) => [`${NAMESPACE}/${name}`, entryOf(tier, meta.docs.strictOptions)]),
  );
}

function entryOf(tier: Tier, strictOptions: Readonly<Record<string, Json>> | undefined): RuleEntry {
  return tier === 'recommended' || !strictOptions ? 'error' : ['error', strictOptions];
}
