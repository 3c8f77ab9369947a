import { PROCESS_CONNECTIONS, type ProcessConnection, STOPPING } from '../catalog/starters.ts';
import { type Node, outside, propertyName, unwrap } from '../lang/nodes.ts';
import { placeOf } from './acquisitions.ts';
import { isOnFailure } from './listeners.ts';
import { exportOf } from './listening.ts';
import type { OwnershipSource } from './ownership.ts';
import { runsAtStart } from './start-ups.ts';
import type { Unclosed } from './unclosed-clients.ts';

/**
 * The connections that libraries have for the whole process, opened here and ended nowhere: neither in the file nor, since everybody
 * could, by any file of the project that has to do with stopping.
 *
 *     await mongoose.connect(url);        // and no `mongoose.disconnect()`
 */
export function processConnections(
  source: OwnershipSource,
  isSaidElsewhere: (pattern: RegExp) => boolean,
): readonly Unclosed[] {
  return source.census.calls.flatMap((call) => {
    const callee = unwrap(call.callee);
    if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return [];
    const made = exportOf(callee, source);
    const found = PROCESS_CONNECTIONS.find(
      ({ modules, opens }) => made !== undefined && modules.includes(made.module) && made.path === opens,
    );
    if (!found || !runsAtStart(call, source) || mayBeEnded(found, callee.object, source)) return [];
    if (isSaidElsewhere(new RegExp(STOPPING, 'i'))) return [];
    return [{ call, place: placeOf(call), name: callee.object, disposer: { method: found.ends, isAsync: true } }];
  });
}

/** Whether the file ends the connection other than where something has failed, or does something with it that is not understood. */
function mayBeEnded({ ends, is, harmless }: ProcessConnection, module: Node, source: OwnershipSource): boolean {
  const references = source.scopes.variableOf(module)?.references ?? [];
  return references.some(({ identifier }) => {
    const { parent: member, child } = outside(identifier);
    // Whoever is given the module may do all that it can.
    if (member?.type !== 'MemberExpression' || member.object !== child) return member?.type === 'CallExpression';
    const name = propertyName(member);
    if (name === undefined || name === ends) return !isOnFailure(member);
    if (!is.includes(name)) return false;
    const { parent: outer, child: inner } = outside(member);
    const next = outer?.type === 'MemberExpression' && outer.object === inner ? propertyName(outer) : undefined;
    return (next === undefined || !harmless.includes(next)) && !isOnFailure(member);
  });
}
