import type { Graph, Point } from '../flow/graph.ts';
import type { Node } from '../lang/nodes.ts';
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
  const nothing: Obligation = {
    ...dropped,
    graph: EMPTY,
    holders: new Map(),
    releases: new Set(),
    errors: new Set(),
    starts: [],
    opens: undefined,
    needsProof: false,
    releasedBy: [],
    owners: [],
    given: false,
  };
  return {
    obligation: nothing,
    exits: [{ how: 'dropped', node: dropped.acquisition, jump: undefined, path: [] }],
    disposals: [],
    name: undefined,
    flowsTo: dropped.flowsTo,
    uncertain: [],
  };
}

const NOWHERE: Point = { id: 0, node: null, role: 'exit', succ: [] };
const EMPTY: Graph = {
  entry: NOWHERE,
  exits: { return: NOWHERE, throw: NOWHERE, detached: NOWHERE },
  size: 0,
  pointsOf: () => [],
};
