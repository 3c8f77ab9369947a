import type { TSESTree } from '@typescript-eslint/utils';

import type { Edge, Graph, Point } from '../flow/graph.ts';
import { type Node, contains } from '../lang/nodes.ts';
import type { Exit, Leak } from '../ownership/model.ts';
import { type Openness, pointsOf } from './reach.ts';
import { type Statement, listOf, statementsAround } from './statements.ts';

/** A place between statements, through which a path leads. */
export type Place =
  | { readonly where: 'before'; readonly statement: Node }
  | { readonly where: 'after'; readonly statement: Node }
  | { readonly where: 'else'; readonly statement: TSESTree.IfStatement };

/**
 * The last place on a leaking path at which the resource is open on every path that comes there: before the jump by which it
 * leaves, behind the last statement of a branch or a loop's body, or in the `else` that a branch does not have yet. `isUsable` says
 * beside which statements the resource has its name.
 */
export function placeOn(
  exit: Exit,
  leak: Leak,
  openness: Openness,
  isUsable: (statement: Node) => boolean,
): Place | undefined {
  const { graph } = leak.obligation;
  const { path } = exit;
  const last = lastOpen(path, openness);
  const end = path[last];
  if (exit.how === 'overwritten' && end?.node && last === path.length - 1) return beforeStatement(end.node);
  for (let i = last; i >= 0; i--) {
    const point = path[i];
    if (!point || !openness.isOpen(point)) return undefined;
    const statement = point.node;
    if (point.role === 'jump' && statement && statement.type !== 'ArrowFunctionExpression')
      return { where: 'before', statement };
    const place = gap(point, path[i + 1], graph, openness, isUsable);
    if (place) return place;
  }
  return undefined;
}

/** The last point of the path up to which every point is open whatever path was taken. */
function lastOpen(path: readonly Point[], openness: Openness): number {
  let last = -1;
  for (const [i, point] of path.entries()) {
    if (openness.isOpen(point)) last = i;
  }
  return last;
}

function beforeStatement(node: Node): Place | undefined {
  const statement = statementsAround(node)[0];
  return statement && { where: 'before', statement };
}

/** The widest place on the way from one point to the next through which only open paths lead. */
function gap(
  from: Point,
  to: Point | undefined,
  graph: Graph,
  openness: Openness,
  isUsable: (statement: Node) => boolean,
): Place | undefined {
  if (!from.node) return undefined;
  const around = statementsAround(from.node).filter(
    (statement) => isUsable(statement) && (!to?.node || !contains(statement, to.node)),
  );
  for (const statement of around.reverse()) {
    const leaving = edgesOut(statement, graph);
    const isClean = leaving.length > 0 && leaving.every(([point, edge]) => openness.staysOpen(point, edge));
    if (isClean && listOf(statement)?.at(-1) === statement && !isJump(statement)) return { where: 'after', statement };
    if (statement.type === 'IfStatement' && !statement.alternate && contains(statement.test, from.node)) {
      const unmatched = leaving.filter(([point]) => point.node && contains(statement.test, point.node));
      if (unmatched.length > 0 && unmatched.every(([point, edge]) => openness.staysOpen(point, edge)))
        return { where: 'else', statement };
    }
  }
  return undefined;
}

function isJump(statement: Node): boolean {
  return (
    statement.type === 'ReturnStatement' ||
    statement.type === 'ThrowStatement' ||
    statement.type === 'BreakStatement' ||
    statement.type === 'ContinueStatement'
  );
}

/** The edges that lead through a place, with the points that they come from. */
export function edgesThrough(place: Place, graph: Graph): readonly (readonly [Point, Edge])[] {
  const { statement } = place;
  const isInside = ({ node }: Point): boolean => node !== null && contains(statement, node);
  if (place.where === 'before') {
    const outer = [...pointsOf(graph)].filter((point) => !isInside(point));
    return outer.flatMap((point) => point.succ.filter(({ to }) => isInside(to)).map((edge) => [point, edge] as const));
  }
  const from = place.where === 'else' ? place.statement.test : statement;
  return edgesOut(statement, graph).filter(([point]) => point.node !== null && contains(from, point.node));
}

/** The edges by which a statement completes normally, jumps and exceptions left out. */
function edgesOut(statement: Node, graph: Graph): (readonly [Point, Edge])[] {
  const found: (readonly [Point, Edge])[] = [];
  for (const point of pointsOf(graph)) {
    if (!point.node || point.role === 'jump' || !contains(statement, point.node)) continue;
    for (const edge of point.succ) {
      const isInside = edge.to.node !== null && contains(statement, edge.to.node);
      if (!isInside && edge.kind !== 'throw' && edge.kind !== 'return') found.push([point, edge]);
    }
  }
  return found;
}

/** Moves a place up over the statements behind it that do not concern the resource: a pause, a message. */
export function earlier(place: Place, isConcerned: (statement: Statement) => boolean): Place {
  if (place.where !== 'after') return place;
  const list = listOf(place.statement) ?? [];
  let first: Place = place;
  for (let i = list.length - 1; i > 0; i--) {
    const statement = list[i];
    if (!statement || statement.type !== 'ExpressionStatement' || isConcerned(statement)) break;
    first = { where: 'before', statement };
  }
  return first;
}
