import type { Graph, Point } from '../flow/graph.ts';
import type { Node } from '../lang/nodes.ts';
import type { Variable } from '../lang/scopes.ts';
import type { Dropped } from './acquisitions.ts';
import type { Effects } from './effects.ts';
import type { Exit, Leak, Obligation } from './model.ts';

/** What a message and an edit need of an obligation that stays open on these ways out. */
export function leakOf(obligation: Obligation, exits: readonly Exit[], effects: Effects): Leak {
  const uncertain = [...effects.at]
    .filter(([, { does }]) => does === 'hand' || does === 'escape' || does === 'await event')
    .map(([node]) => node);
  const name = obligation.heldAs ?? [...obligation.holders.keys()][0]?.name;
  const flowsTo = receiverOf(obligation, exits, effects);
  return { obligation, exits, disposals: effects.disposals, name, flowsTo, uncertain };
}

/** The receiver of what flowed away on a leaking path; a callback (`file.on('open', () => file.pipe(response))`) is on all of them. */
function receiverOf({ graph }: Obligation, exits: readonly Exit[], { piped }: Effects): Node | undefined {
  const points = piped ? graph.pointsOf(piped.call) : [];
  const isOnPath = exits.some(({ path }) => path.some((point) => points.includes(point)));
  return points.length === 0 || isOnPath ? piped?.to : undefined;
}

/** A resource that nobody holds leaks where it comes into being. */
export function droppedLeak(dropped: Dropped): Leak {
  const exit: Exit = { how: 'dropped', node: dropped.acquisition, jump: undefined, path: [] };
  return { ...NOTHING, obligation: { ...UNHELD, ...dropped }, exits: [exit], flowsTo: dropped.flowsTo };
}

/** A client of the module that nobody can reach any more. */
export function unreachableLeak(
  of: Pick<Obligation, 'ref' | 'acquisition' | 'place' | 'home'>,
  variable: Variable,
): Leak {
  const exit: Exit = { how: 'ends', node: undefined, jump: undefined, path: [] };
  return { ...NOTHING, obligation: { ...UNHELD, ...of, kind: 'client' }, exits: [exit], name: variable.name };
}

const NOWHERE: Point = { id: 0, node: null, role: 'exit', succ: [] };
const EMPTY: Graph = {
  entry: NOWHERE,
  exits: { return: NOWHERE, throw: NOWHERE, detached: NOWHERE },
  size: 0,
  pointsOf: () => [],
};

const UNHELD = {
  graph: EMPTY,
  holders: new Map(),
  releases: new Set<never>(),
  errors: new Set<never>(),
  starts: [],
  opens: undefined,
  needsProof: false,
  releasedBy: [],
  owners: [],
  given: false,
} as const;

const NOTHING = { disposals: [], name: undefined, flowsTo: undefined, uncertain: [] } as const;
