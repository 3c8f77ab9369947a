import type { Draft } from './draft.ts';
import { within } from './limits.ts';

/** Where the code of one function ends. */
export interface Exits {
  readonly return: Draft;
  readonly throw: Draft;
  readonly detached: Draft;
}

export type Jump = 'break' | 'continue';

/** Where code goes when it does not go on: every kind of abrupt completion, with what lies on the way. */
export interface Targets {
  /** The bare ends of the function, with no `finally` on the way. */
  readonly exits: Exits;
  /** The nearest handler of an exception. */
  throw(): Draft;
  /** The way to a point outside the function, through every enclosing `finally` and disposal. */
  leave(to: Draft): Draft;
  /** The target of `break` and `continue`; undefined where the code is wrong. */
  jump(kind: Jump, label: string | undefined): Draft | undefined;
  /** Where the optional chain round this code ends when it is cut short. */
  readonly nullish?: Draft | undefined;
  /** The labels that stand directly before the statement. */
  readonly labels?: readonly string[];
  /** Whether what the function returns is waited for: a returned promise that is rejected throws. */
  readonly adopts: boolean;
  /** How many constructs stand round the code. */
  readonly depth: number;
}

/** Each continuation is built once; whoever continues there shares the copy. */
export function oncePerTarget(build: (next: Draft) => Draft): (next: Draft) => Draft {
  const built = new Map<Draft, Draft>();
  return (next) => {
    const known = built.get(next);
    if (known) return known;
    const entry = build(next);
    built.set(next, entry);
    return entry;
  };
}

function once(build: () => Draft): () => Draft {
  let built: Draft | undefined;
  return () => (built ??= build());
}

/** Inside a function: its ends, and nothing on the way to them. */
export function functionTargets(exits: Exits, outer?: Targets, adopts = false): Targets {
  const depth = within((outer?.depth ?? 0) + 1);
  return { exits, depth, adopts, throw: () => exits.throw, leave: (to) => to, jump: () => undefined };
}

/** Inside a `try` with `finally`, or after `using`: every way out leads through `via`. */
export function through(outer: Targets, via: (next: Draft) => Draft): Targets {
  return {
    ...outer,
    depth: within(outer.depth + 1),
    throw: once(() => via(outer.throw())),
    leave: oncePerTarget((to) => via(outer.leave(to))),
    jump: (kind, label) => {
      const to = outer.jump(kind, label);
      return to && via(to);
    },
  };
}

/** Inside a `try` with `catch`. */
export function catching(outer: Targets, handler: () => Draft): Targets {
  return { ...outer, depth: within(outer.depth + 1), throw: once(handler) };
}

/** Inside a loop. */
export function looping(outer: Targets, next: Draft, again: Draft): Targets {
  const labels = outer.labels ?? [];
  return {
    ...outer,
    depth: within(outer.depth + 1),
    labels: [],
    jump: (kind, label) => {
      if (label === undefined) return kind === 'break' ? next : again;
      return kind === 'continue' && labels.includes(label) ? again : outer.jump(kind, label);
    },
  };
}

/** Inside a `switch` (no label) or a labelled statement: what a `break` leaves. */
export function breakable(outer: Targets, next: Draft, name?: string): Targets {
  return {
    ...outer,
    depth: within(outer.depth + 1),
    jump: (kind, label) => (kind === 'break' && label === name ? next : outer.jump(kind, label)),
  };
}
