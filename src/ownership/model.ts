import type { TypeRef } from '../catalog/index.ts';
import type { Graph, Point } from '../flow/graph.ts';
import type { FunctionNode, Node } from '../lang/nodes.ts';
import type { Variable } from '../lang/scopes.ts';

/** Something that a function acquired and has to dispose of, release or consume. */
export interface Obligation {
  readonly kind: 'client' | 'lease' | 'response';
  readonly ref: TypeRef;
  /** The call or construction that acquires it; for a helper that is given a response, the parameter. */
  readonly acquisition: Node;
  /** The short range where a report stands. */
  readonly place: Node;
  /** The function that is judged, and its graph. */
  readonly home: FunctionNode;
  readonly graph: Graph;
  /** The names that hold it, each with the type that it has there (`body` of a destructured response is a part). */
  readonly holders: ReadonlyMap<Variable, TypeRef>;
  /** Names of functions that give it back when called: pg's `done`. */
  readonly releases: ReadonlySet<Variable>;
  /** Names that are set when the acquisition failed. */
  readonly errors: ReadonlySet<Variable>;
  /** Where it comes into being: after the normal edge of these points; at the entry where there are none. */
  readonly starts: readonly Point[];
  /**
   * Where it becomes open, if that is later (`connect()`): after the normal edge of these points when they are `done`, after every edge `anyway`;
   * undefined where it is open at once.
   */
  readonly opens: ReadonlyMap<Point, 'done' | 'anyway'> | undefined;
  /** Whether the code itself has to prove ownership, by disposing of it on some path: somebody else's function returned it. */
  readonly needsProof: boolean;
  /** Methods of whatever it was taken from that give it back, where only the names say what it is: `release` of `pool.release(client)`. */
  readonly releasedBy: readonly string[];
  /** What it was taken from or comes with, whose own disposal ends it too: `browser` of `browser.newPage()`, the request of a response. */
  readonly owners: readonly Node[];
  /** It is a parameter that a helper takes over. */
  readonly given: boolean;
  /** No entry describes it: its type declares that it has to be disposed of. */
  readonly byType?: true;
  /** How the code calls it, where that is more than a name: `context.redis`, `clients[…]`. No edit is made of these. */
  readonly heldAs?: string | undefined;
  /** The `await Promise.all(…)` with which it opens, together with others. */
  readonly together?: Node;
  /** Only names say what it is, so that what it has to be ended with is not certain. No edit is made of these either. */
  readonly byName?: true;
}

/** The obligation of a function for what it is given by a parameter: open at its entry. */
export function ofParameter(
  variable: Variable,
  given: Pick<Obligation, 'kind' | 'ref' | 'place' | 'home' | 'graph' | 'needsProof' | 'given'>,
): Obligation {
  return {
    ...given,
    acquisition: given.place,
    holders: new Map([[variable, given.ref]]),
    releases: new Set(),
    errors: new Set(),
    starts: [],
    opens: undefined,
    releasedBy: [],
    owners: [],
  };
}

/** What a use of the resource does to the obligation. */
export type Effect =
  /** Met on every edge out. */
  | { readonly does: 'dispose' }
  /** Somebody else owns it from here on, or may; nothing more is said. */
  | { readonly does: 'escape' }
  /** Given to code that nothing is known of; kept where the function disposes of it later, for that proves that ownership stayed, or where another place of the file proves it. */
  | { readonly does: 'hand'; readonly comesBack?: true }
  /** A listener of the resource itself ends it when something comes that need not come: `client.once('message', () => client.end())`. */
  | { readonly does: 'await event' }
  /** What it holds flows to somebody who may go away before it has ended: `file.pipe(response)`. It stays open then. */
  | { readonly does: 'pipe'; readonly to: Node }
  /** The name is given another value. */
  | { readonly does: 'overwrite'; readonly holder: Variable };

/** How the leaking path ends. */
export interface Exit {
  /** `alone`: it opened, and another one that opens with it did not. */
  readonly how: 'throws' | 'returns' | 'ends' | 'again' | 'overwritten' | 'dropped' | 'times out' | 'alone';
  /** The node that decides: the call that throws, the return, the assignment. */
  readonly node: Node | undefined;
  /** The jump by which the path leaves, where an edit could stand. */
  readonly jump: Node | undefined;
  /** The points of the shortest leaking path. */
  readonly path: readonly Point[];
}

export type Verdict =
  | { readonly verdict: 'met' }
  | { readonly verdict: 'unknown'; readonly why: string }
  | { readonly verdict: 'leaks'; readonly exits: readonly Exit[] };

/** A resource that leaks, with all that a message and an edit need. */
export interface Leak {
  readonly obligation: Obligation;
  readonly exits: readonly Exit[];
  /** Every node at which the obligation is met somewhere. */
  readonly disposals: readonly Node[];
  /** The name by which the code calls it; undefined when nothing holds it. */
  readonly name: string | undefined;
  /** To whom what it holds flows on a path that leaks, since the receiver may go away before it has ended. */
  readonly flowsTo: Node | undefined;
  /** Uses whose owner is not certain (`hand`, `escape`); an edit that disposes at the end of the block is not safe with them. */
  readonly uncertain: readonly Node[];
}

/** Work with a resource that is done, or goes on, after the resource has been disposed of. */
export interface LateUse {
  /**
   * `used`: a call after the disposal; `unreadable`, that of a body. `escapes`: a promise that nobody in the scope waits for.
   * `calledBack`: a callback that runs when the scope is over. `retried`: a callback that runs again after it has ended what it works
   * with. `replaced`: a client that others still hold.
   */
  readonly how: 'used' | 'unreadable' | 'escapes' | 'calledBack' | 'retried' | 'replaced';
  /** What is disposed of, as the code calls it. */
  readonly name: string;
  /** The short range where a report stands. */
  readonly place: Node;
  /** The call that comes too late, or that nobody waits for. */
  readonly call: Node;
  /** The call, or the declaration with `using`, that disposes of it. */
  readonly disposal: Node;
  /** Where the resource comes from, if the function acquires it itself. */
  readonly acquisition: Node | undefined;
  /** The returned expression that an `await` would let settle in time; undefined where none can stand. */
  readonly awaitable: Node | undefined;
}

/** Which implicit throws count for clients and leases. */
export type ImplicitThrows = 'strong' | 'all';
