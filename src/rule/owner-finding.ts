import type { OwnerLeak } from '../ownership/owners.ts';
import type { Finding, Repair } from './finding.ts';

/** What is said of a class or factory that does not end what it keeps, with the repairs that the rule knows. */
export function ownerFinding<Title extends string>(
  { owner, name, held, ref, place, closer, collection, replacedIn }: OwnerLeak,
  repair: readonly Repair<Title>[],
): Finding<'none' | 'forgotten' | 'forgottenAll' | 'letGo' | 'replaced' | Title> {
  const [disposer = 'close'] = Object.entries(ref.type.dispose ?? {}).find(([, { forced }]) => !forced) ?? [];
  const isFactory = !owner.type.startsWith('Class');
  return {
    at: place,
    message:
      replacedIn !== undefined
        ? 'replaced'
        : collection
          ? closer
            ? 'forgottenAll'
            : 'letGo'
          : closer
            ? 'forgotten'
            : 'none',
    data: {
      owner: name === undefined ? `This ${isFactory ? 'function' : 'class'}` : `\`${name}${isFactory ? '()' : ''}\``,
      name: held,
      disposer: collection ? disposer : `${held}.${disposer}`,
      closer: closer?.name ?? replacedIn ?? '',
    },
    repair,
  };
}
