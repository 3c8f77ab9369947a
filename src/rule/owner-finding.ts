import type { OwnerLeak } from '../ownership/owners.ts';
import type { Finding } from './finding.ts';

/** What is said of a class that does not end what it keeps. */
export function ownerFinding({ name, field, ref, place, closer }: OwnerLeak): Finding<'none' | 'forgotten'> {
  const [disposer = 'close'] = Object.entries(ref.type.dispose ?? {}).find(([, { forced }]) => !forced) ?? [];
  const held = `this.${field}`;
  return {
    at: place,
    message: closer ? 'forgotten' : 'none',
    data: {
      owner: name === undefined ? 'This class' : `\`${name}\``,
      name: held,
      disposer: `${held}.${disposer}`,
      closer: closer?.name ?? '',
    },
  };
}
