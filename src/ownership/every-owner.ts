import { collectionOwners } from './collection-owners.ts';
import { droppedEntries } from './dropped-entries.ts';
import { factoryOwners } from './factory-owners.ts';
import { failedOpenings } from './failed-openings.ts';
import { overwrittenFields } from './overwritten-fields.ts';
import { type OwnerLeak, ownersOf } from './owners.ts';
import type { OwnershipSource } from './ownership.ts';

/** Clients that classes, factories and collections of a file keep and do not end, in whatever way; the same client may be there twice. */
export function everyOwner(source: OwnershipSource): readonly OwnerLeak[] {
  return [
    ...ownersOf(source),
    ...overwrittenFields(source),
    ...failedOpenings(source),
    ...collectionOwners(source),
    ...factoryOwners(source),
    ...droppedEntries(source),
  ];
}
