import type { Node } from '../lang/nodes.ts';
import type { EdgeKind, Point, Role } from './graph.ts';

/** An edge while the graph is being built. */
export interface DraftEdge {
  readonly to: Draft;
  readonly kind: EdgeKind;
}

/** A point while the graph is being built; `id` is given when it is known to be reachable. */
export class Draft implements Point {
  id = -1;
  readonly node: Node | null;
  readonly role: Role;
  readonly succ: DraftEdge[] = [];

  constructor(node: Node | null, role: Role) {
    this.node = node;
    this.role = role;
  }

  to(kind: EdgeKind, point: Draft): this {
    this.succ.push({ to: point, kind });
    return this;
  }
}
