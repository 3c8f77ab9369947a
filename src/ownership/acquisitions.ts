import type { TSESTree } from '@typescript-eslint/utils';

import type { TypeRef } from '../catalog/index.ts';
import {
  type FunctionNode,
  type Node,
  boundIdentifier,
  contains,
  enclosingFunction,
  isFunctionLiteral,
  outside,
  propertyName,
  unwrap,
  wholeName,
} from '../lang/nodes.ts';
import { type Variable, homeOf } from '../lang/scopes.ts';
import type { CallbackUse, Instance } from '../origin/model.ts';
import type { Call, OwnershipContext } from './context.ts';
import { isEvident, isUsedAs, membersUsed } from './evidence.ts';
import { type Holding, holdingOf } from './holding.ts';
import type { Obligation } from './model.ts';
import { connectErrors, judgedIn, opensOf, settled } from './opening.ts';
import { opensSmallFile } from './peers.ts';
import { passedOnBy } from './passed-on.ts';
import { parametersOf, takenOver } from './taken-over.ts';
import { undescribed } from './undescribed.ts';

/** An acquisition whose result nobody holds. */
export interface Dropped {
  readonly kind: Obligation['kind'];
  readonly ref: TypeRef;
  readonly acquisition: Call;
  readonly place: Node;
  readonly home: FunctionNode;
  /** To whom what it holds flows, where the receiver may go away before it has ended. */
  readonly flowsTo?: Node;
}

/** Every obligation that the functions of the file take on, and every resource that is dropped at once. Module level owes nothing: it lives as long as the process. */
export function acquisitionsOf(context: OwnershipContext): {
  readonly held: readonly Obligation[];
  readonly dropped: readonly Dropped[];
} {
  const held: Obligation[] = [];
  const dropped: Dropped[] = [];
  for (const call of context.census.calls) {
    const home = enclosingFunction(call);
    const handed = context.origin.callbackOf(call);
    if (handed) held.push(...handedTo(call, handed, context));
    const found = home && context.origin.denote(call);
    const isNothing = !found || found.kind === 'elsewhere';
    if (home && (isNothing || found.kind === 'object')) {
      const isUnknown = isNothing && call.type === 'CallExpression';
      const known = isUnknown ? [...recognised(call, home, context), ...passedOn(call, home, context)] : [];
      held.push(...(known.length > 0 ? known : undescribed(call, placeOf(call), home, context)));
    }
    if (!home || found?.kind !== 'instance' || !owes(call, found, context)) continue;
    const taken = take(call, found, home, context);
    if (taken && 'graph' in taken) held.push(taken);
    else if (taken) dropped.push(taken);
  }
  return { held: [...held, ...parametersOf(context), ...takenOver(context)], dropped };
}

/** Whether the call brings a resource into being for which its holder is liable. */
function owes(call: Call, found: Instance, context: OwnershipContext): boolean {
  if (found.ref.type.kind === 'plain' || found.fresh === 'no') return false;
  const callee = unwrap(call.callee);
  const on = callee.type === 'MemberExpression' ? context.origin.denote(callee.object) : undefined;
  if (on?.kind !== 'instance') return true;
  // `createClient().connect()` gives the client itself back.
  if (
    on.ref.type === found.ref.type &&
    callee.type === 'MemberExpression' &&
    propertyName(callee) === found.ref.type.opensAt
  )
    return false;
  // A step of a promise chain is judged where the chain begins.
  return !on.promise;
}

function take(
  call: Call,
  found: Instance,
  home: FunctionNode,
  context: OwnershipContext,
): Obligation | Dropped | undefined {
  const kind = found.ref.type.kind;
  if (kind === 'plain' || (found.ref.type.endsByItself && opensSmallFile(call, context))) return undefined;
  const holding = holdingOf(call, found.ref, found.promise, context);
  const place = givenName(call, holding, context) ?? placeOf(call);
  if (holding.held === 'elsewhere') return undefined;
  if (holding.held === 'dropped')
    return isOpenWhenDropped(found, holding.reached)
      ? { kind, ref: found.ref, acquisition: call, place, home, ...(holding.flowsTo && { flowsTo: holding.flowsTo }) }
      : undefined;
  if (found.evidence && !isEvident(found.evidence, holding.names)) return undefined;
  const judged = judgedIn(holding.opened, home, context);
  const starts = judged && settled(holding.opened, judged.graph);
  if (!judged || !starts?.length || actsInArguments(call, holding.names)) return undefined;
  const opens = holding.isOpen ? undefined : opensOf(holding.opened, holding.names, found.ref, judged.graph);
  return {
    kind,
    ref: found.ref,
    acquisition: call,
    place,
    ...judged,
    holders: holding.names,
    releases: new Set(),
    errors: connectErrors(holding.names, found.ref.type.opensAt, context),
    starts,
    opens,
    needsProof: found.fresh === 'maybe' || isOutside(holding.names, judged.home),
    releasedBy: found.evidence?.releasedBy ?? [],
    // A response does not own its clone: reading the one leaves the other unread.
    owners: kind === 'response' ? [] : [...ownersOf(call), ...lentTo(call, context)],
    given: false,
    heldAs: holding.heldAs,
    ...(holding.together && { together: holding.together }),
  };
}

/** `new Pool()` alone opens nothing; `new Pool().query(sql)` and `await new Client().connect()` do. */
function isOpenWhenDropped(found: Instance, reached: string | undefined): boolean {
  const { opensAt } = found.ref.type;
  const isOpen = opensAt === undefined || (opensAt === '*' && reached !== undefined) || reached === opensAt;
  return found.fresh === 'yes' && !found.evidence && isOpen;
}

/** `const sftp = await openSftp(ssh)`: what a function of the file is given to take the resource from. */
function lentTo(call: Call, context: OwnershipContext): readonly Node[] {
  if (call.type === 'NewExpression' || context.origin.callOf(call)) return [];
  return call.arguments.map(unwrap).filter(({ type }) => type === 'Identifier');
}

/** `const socket = connect(port, () => { socket.end(); })`: a callback of the acquiring call itself that uses the resource decides what becomes of it. */
function actsInArguments(call: Call, names: ReadonlyMap<Variable, TypeRef>): boolean {
  const callbacks = call.arguments.map(unwrap).filter(isFunctionLiteral);
  return [...names.keys()].some((variable) =>
    variable.references.some(({ identifier }) => callbacks.some((callback) => contains(callback, identifier))),
  );
}

/** Whether a name belongs to an outer function, where other functions can dispose of what it holds. */
function isOutside(names: ReadonlyMap<Variable, TypeRef>, home: FunctionNode): boolean {
  return [...names.keys()].some((variable) => {
    const owner = homeOf(variable);
    return owner !== undefined && owner !== home && !contains(home, owner);
  });
}

/** `const { page } = await open(url); … await page.close()`: nothing is known of the callee, but what it gives is plainly a connection or a page. */
function recognised(call: Call, home: FunctionNode, context: OwnershipContext): Obligation[] {
  const { parent: waiting } = outside(call);
  if (waiting?.type !== 'AwaitExpression') return [];
  const { parent } = outside(waiting);
  const target =
    parent?.type === 'VariableDeclarator'
      ? parent.id
      : parent?.type === 'AssignmentExpression' && parent.operator === '='
        ? parent.left
        : undefined;
  const names =
    target?.type === 'Identifier'
      ? [target]
      : target?.type === 'ObjectPattern'
        ? target.properties.flatMap((each) => boundIdentifier(each.type === 'Property' ? each.value : undefined) ?? [])
        : [];
  return names.flatMap((name) => recognisedAs(call, waiting, name, home, context));
}

/** `const response = await authorisedFetch(url); if (!response.ok) …; await response.json()`: a fetch of another file, by its name and by what is done with what it gives. */
function givenBy(call: Call, variable: Variable, context: OwnershipContext): TypeRef | undefined {
  const name = wholeName(unwrap(call.callee));
  const given = name === undefined ? undefined : context.catalog.givenBy(name).find((ref) => isUsedAs(variable, ref));
  return given && !context.origin.calleeOf(call) ? given : undefined;
}

function recognisedAs(
  call: Call,
  waiting: Node,
  name: Node,
  home: FunctionNode,
  context: OwnershipContext,
): Obligation[] {
  const variable = context.variableOf(name);
  const recognised = variable && context.catalog.recognise(membersUsed(variable));
  const looks = recognised ?? (variable && givenBy(call, variable, context));
  // What a type of the project's own does that has the same methods is for the project to know.
  const ref = looks && context.origin.strangerAt(name) !== 'project' ? looks : undefined;
  const judged = ref && judgedIn(waiting, home, context);
  const starts = judged && settled(waiting, judged.graph);
  if (!variable || !judged || ref.type.kind === 'plain' || !starts?.length) return [];
  if (variable.scope.variableScope.type !== 'function') return [];
  return [
    {
      kind: ref.type.kind,
      ref,
      acquisition: call,
      place: placeOf(call),
      ...judged,
      holders: new Map([[variable, ref]]),
      releases: new Set<Variable>(),
      errors: new Set<Variable>(),
      starts,
      opens: undefined,
      needsProof: true,
      releasedBy: [],
      owners: ownersOf(call),
      given: false,
      ...(recognised ? {} : { byName: true as const }),
    },
  ];
}

/** `const response = await retry(() => fetch(url));` */
function passedOn(call: TSESTree.CallExpression, home: FunctionNode, context: OwnershipContext): Obligation[] {
  const ref = outside(call).parent?.type === 'AwaitExpression' ? passedOnBy(call, context) : undefined;
  const taken = ref && take(call, { kind: 'instance', ref, promise: true, fresh: 'maybe' }, home, context);
  return taken && 'graph' in taken ? [taken] : [];
}

/** `open(url)\n.then((response) => …)`: what a function of this file fetches gets its name where the chain hands it over. */
function givenName(call: Call, holding: Holding, context: OwnershipContext): Node | undefined {
  if (holding.held !== 'names' || !context.origin.functionOf(call)) return undefined;
  const [variable] = holding.names.keys();
  const definition = variable?.defs[0];
  return (definition?.type as string | undefined) === 'Parameter' ? definition?.name : undefined;
}

/** The receiver of the acquiring call, and the name that the call itself is bound to where the resource comes to a callback. */
function ownersOf(call: Call): readonly Node[] {
  const callee = unwrap(call.callee);
  const receiver = call.type === 'CallExpression' && callee.type === 'MemberExpression' ? [unwrap(callee.object)] : [];
  const { parent } = outside(call);
  const bound =
    parent?.type === 'VariableDeclarator'
      ? parent.id
      : parent?.type === 'AssignmentExpression'
        ? parent.left
        : undefined;
  return bound?.type === 'Identifier' || bound?.type === 'MemberExpression' ? [...receiver, bound] : receiver;
}

/** The short range that stands for an acquisition: its callee, or the last name of it where the callee spans lines. */
export function placeOf(call: Call): Node {
  const callee = call.callee;
  if (callee.loc.start.line === callee.loc.end.line) return callee;
  const inner = unwrap(callee);
  return inner.type === 'MemberExpression' ? inner.property : callee;
}

/** `pool.connect((error, client, done) => …)`: the callback holds the resource from its entry on. */
function handedTo(call: Call, use: CallbackUse, context: OwnershipContext): Obligation[] {
  const kind = use.ref.type.kind;
  const parameter = use.fn.params[use.value];
  const graph = kind === 'plain' ? undefined : context.graphOf(use.fn);
  if (kind === 'plain' || !graph) return [];
  const holder = boundIdentifier(parameter);
  const variable = holder && context.variableOf(holder);
  const named = (position: number | undefined): ReadonlySet<Variable> => {
    const bound = position === undefined ? undefined : boundIdentifier(use.fn.params[position]);
    const found = bound && context.variableOf(bound);
    return new Set(found ? [found] : []);
  };
  // A destructured parameter holds a part that nothing is known of; a callback that takes no resource drops it.
  if (parameter && !variable) return [];
  const releases = named(use.release);
  if (use.evidence && (!variable || !isEvident(use.evidence, new Map([[variable, use.ref]])))) return [];
  if (!variable && releases.size === 0 && use.ref.type.kind !== 'response') return [];
  return [
    {
      kind,
      ref: use.ref,
      acquisition: call,
      // The callback's parameter is where the resource gets its name, and may be far from the callee.
      place: holder ?? placeOf(call),
      home: use.fn,
      graph,
      holders: new Map(variable ? [[variable, use.ref]] : []),
      releases,
      errors: named(use.error),
      starts: [],
      opens: undefined,
      needsProof: use.ifDisposed === true,
      releasedBy: use.evidence?.releasedBy ?? [],
      owners: ownersOf(call),
      given: false,
    },
  ];
}
