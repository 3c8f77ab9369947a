import type { OwnerLeak } from '../ownership/owners.ts';
import type { Finding, Repair } from './finding.ts';

/** What is said of a class that does not end what it keeps, with the repairs that the rule knows. */
export function ownerFinding<Title extends string>(
  { name, field, ref, place, closer, collection }: OwnerLeak,
  repair: readonly Repair<Title>[],
): Finding<'none' | 'forgotten' | 'forgottenAll' | 'letGo' | Title> {
  const [disposer = 'close'] = Object.entries(ref.type.dispose ?? {}).find(([, { forced }]) => !forced) ?? [];
  const held = `this.${field}`;
  return {
    at: place,
    message: collection ? (closer ? 'forgottenAll' : 'letGo') : closer ? 'forgotten' : 'none',
    data: {
      owner: name === undefined ? 'This class' : `\`${name}\``,
      name: held,
      disposer: collection ? disposer : `${held}.${disposer}`,
      closer: closer?.name ?? '',
    },
    repair,
  };
}
