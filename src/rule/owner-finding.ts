import type { OwnerLeak } from '../ownership/owners.ts';
import { disposerNamed } from './disposer-named.ts';
import type { Finding, Repair } from './finding.ts';
import type { File } from './services.ts';

export type OwnerMessage = 'none' | 'forgotten' | 'forgottenAll' | 'letGo' | 'replaced' | 'failed' | 'onFailure';

/** What is said of a class or factory that does not end what it keeps, with the repairs that the rule knows. */
export function ownerFinding<Title extends string>(
  file: File,
  leak: OwnerLeak,
  repair: readonly Repair<Title>[],
): Finding<OwnerMessage | Title> {
  const { owner, name, held, ref, place, closer, collection, replacedIn, failedIn } = leak;
  const disposer = disposerNamed(ref, file);
  const isFactory = !owner.type.startsWith('Class');
  return {
    at: place,
    message: messageFor(leak),
    data: {
      owner: name === undefined ? `This ${isFactory ? 'function' : 'class'}` : `\`${name}${isFactory ? '()' : ''}\``,
      name: held,
      disposer: collection ? disposer : `${held}.${disposer}`,
      closer: closer?.name ?? replacedIn ?? failedIn ?? '',
    },
    repair,
  };
}

function messageFor({ closer, collection, replacedIn, failedIn, endsOnFailure }: OwnerLeak): OwnerMessage {
  if (replacedIn !== undefined) return 'replaced';
  if (failedIn !== undefined) return 'failed';
  if (collection) return closer ? 'forgottenAll' : 'letGo';
  if (endsOnFailure) return 'onFailure';
  return closer ? 'forgotten' : 'none';
}
