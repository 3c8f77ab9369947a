import type { TSESTree } from '@typescript-eslint/utils';

import type { EdgeKind, Point } from '../flow/graph.ts';
import type { Node } from '../lang/nodes.ts';
import type { Exit, Leak } from './model.ts';
import { type Wording, exitInWords, phrase, short, toldExit } from './words.ts';

/** A place on the way that a report tells of. */
export interface RouteStep {
  readonly loc: Readonly<TSESTree.SourceLocation>;
  /** What happens there, as a clause without a full stop; undefined where the way only passes. */
  readonly what?: string;
}

/**
 * The way on which a resource is lost, the one that the message names: from where it comes into being, through all that runs, to where
 * nobody can give it back any more.
 *
 *     const client = await pool.connect();      // `client` is acquired
 *     const ready = await check(client);        // (passed)
 *     if (!ready) return;                       // `!ready` is true · the function returns, and `client` is not released
 *     client.release();
 */
export function routeOf(leak: Leak, wording: Wording): readonly RouteStep[] {
  const exit = toldExit(leak);
  if (!exit) return [];
  const { loc } = leak.obligation.acquisition;
  const taken = leak.obligation.given ? 'is taken over' : leak.obligation.kind === 'client' ? 'is made' : 'is acquired';
  const begin = { loc, what: `${nameOf(leak)} ${taken}` };
  // The points end before the exit; where the path falls off the end, the last of them may still have something to tell.
  const after = exit.how === 'ends' ? leak.obligation.graph.exits.return : undefined;
  return merged([
    begin,
    ...exit.path.flatMap((point, at) => stepsAt(point, exit.path[at + 1] ?? after, wording)),
    endOf(leak, exit, wording),
  ]);
}

function nameOf({ name, obligation }: Leak): string {
  return name === undefined ? `the ${obligation.ref.type.label ?? obligation.kind}` : `\`${name}\``;
}

const DONE = { client: 'closed', lease: 'released', response: 'read' } as const;

function endOf(leak: Leak, exit: Exit, wording: Wording): RouteStep {
  const last = exit.path.findLast(({ node }) => node !== null)?.node;
  const { loc } = exit.how === 'ends' ? closing(leak) : (last ?? exit.node ?? leak.obligation.acquisition);
  const how = exitInWords(exit, leak, { ...wording, hasLines: false });
  // What threw stands before what it made run: `finally` blocks, and a `catch` that throws again.
  const isLater = exit.how === 'throws' && last !== undefined && exit.node !== last;
  return {
    loc,
    what: `${isLater ? 'the error leaves the function' : how}, and ${nameOf(leak)} is not ${DONE[leak.obligation.kind]}`,
  };
}

/** The end of the function, where a path falls off it. */
function closing({ obligation: { home } }: Leak): { readonly loc: TSESTree.SourceLocation } {
  const { end } = home.loc;
  return { loc: { start: { line: end.line, column: Math.max(0, end.column - 1) }, end } };
}

/** What happens at a point of the path, seen from the point that follows. */
function stepsAt(point: Point, next: Point | undefined, wording: Wording): readonly RouteStep[] {
  const { node, role } = point;
  // What the last one does is told by the end.
  if (next === undefined) return [];
  if (!node || role === 'enter' || role === 'exit' || role === 'settle') return [];
  const kind = point.succ.find(({ to }) => to === next)?.kind;
  const what = kind && wordsFor(node, role, kind, point.succ.length, wording);
  return [{ loc: headOf(node), ...(what !== undefined && { what }) }];
}

function wordsFor(
  node: Node,
  role: Point['role'],
  kind: EdgeKind,
  choices: number,
  wording: Wording,
): string | undefined {
  if (kind === 'throw')
    return node.type === 'ThrowStatement' ? 'an error is thrown' : `${phrase(node, wording)} throws`;
  if (role === 'bind' && node.type === 'CatchClause') return 'the error is caught';
  if (role !== 'test' || choices < 2) return undefined;
  if (node.type === 'ForOfStatement' || node.type === 'ForInStatement')
    return kind === 'true' ? 'there is a next one' : kind === 'false' ? 'there is no other one' : undefined;
  const text = `\`${short(wording.textOf(node))}\``;
  if (kind === 'nullish') return `${text} is null or undefined`;
  return kind === 'true' || kind === 'false' ? `${text} is ${kind}` : undefined;
}

/** The part of a statement that a reader sees first: `for (const id of ids)`, `catch (error)`. */
function headOf(node: Node): TSESTree.SourceLocation {
  const body =
    node.type === 'ForOfStatement' || node.type === 'ForInStatement' || node.type === 'CatchClause'
      ? node.body
      : undefined;
  return body ? { start: node.loc.start, end: body.loc.start } : node.loc;
}

/** One step for all that passes a line, and none where the line has something to tell anyway. */
function merged(steps: readonly RouteStep[]): readonly RouteStep[] {
  const lines: RouteStep[][] = [];
  for (const step of steps) {
    const current = lines.at(-1);
    if (current?.[0]?.loc.start.line === step.loc.start.line) current.push(step);
    else lines.push([step]);
  }
  return lines.flatMap((line) => {
    const told = line.filter(({ what }) => what !== undefined);
    return told.length > 0 ? told : line.slice(0, 1);
  });
}
