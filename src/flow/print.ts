import type { Node } from '../lang/nodes.ts';
import type { Edge, Graph, Point } from './graph.ts';

const WIDTH = 40;

/**
 * A graph in words, one line a point in the order of their ids: line, role, code, and where it goes on.
 *
 *      4  L3   test     busy(c)      true → 5, false → 8
 */
export function printed(graph: Graph, text: string): string {
  return `${[...pointsIn(graph)].map((point) => lineOf(point, graph, text)).join('\n')}\n`;
}

/** All points that can be reached, and the exits, in the order of their ids. */
export function pointsIn(graph: Graph): Point[] {
  const found = new Set<Point>([graph.entry, graph.exits.return, graph.exits.throw, graph.exits.detached]);
  for (const point of found) for (const { to } of point.succ) found.add(to);
  return [...found].sort((a, b) => a.id - b.id);
}

function lineOf(point: Point, graph: Graph, text: string): string {
  const id = String(point.id).padStart(4);
  if (!point.node) return `${id}  exit  ${exitName(point, graph)}`;
  const line = `L${String(text.slice(0, point.node.range[0]).split('\n').length)}`.padEnd(4);
  return `${id}  ${line} ${point.role.padEnd(7)} ${code(point.node, text).padEnd(WIDTH)}  ${point.succ.map(printedEdge).join(', ')}`.trimEnd();
}

function exitName(point: Point, { exits }: Graph): string {
  if (point === exits.return) return 'return';
  return point === exits.throw ? 'throw' : 'detached';
}

function code(node: Node, text: string): string {
  const words = text.slice(...node.range).replace(/\s+/g, ' ');
  return words.length > WIDTH ? `${words.slice(0, WIDTH - 1)}…` : words;
}

function printedEdge({ to, kind }: Edge): string {
  return `${kind === 'next' ? '' : `${kind} `}→ ${String(to.id)}`;
}
