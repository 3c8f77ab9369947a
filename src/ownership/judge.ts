import { own } from '../catalog/index.ts';
import type { Edge, Point } from '../flow/graph.ts';
import { explore } from '../flow/search.ts';
import { type Node, contains, enclosingFunction, outside, propertyName, unwrap } from '../lang/nodes.ts';
import { homeOf } from '../lang/scopes.ts';
import { isClosedAlong } from './closed.ts';
import { type Facts, NO_FACTS, factsKey, only } from './conditions.ts';
import type { OwnershipContext } from './context.ts';
import { type Effects, effectsOf } from './effects.ts';
import { isOwnershipFlag } from './flags.ts';
import type { Effect, Exit, Obligation, Verdict } from './model.ts';
import { isInBrowser } from './in-browser.ts';
import { isOnFailure } from './listeners.ts';
import { openedBy } from './opening.ts';
import { reaching, relevantKeys } from './relevance.ts';

/** How many states a judgement may visit before it is given up as unknown, and how many the search for what is known before it. */
const CAP = 6_000;
const CAP_BEFORE = 1_500;

/** The fact that a client is there but has not connected yet: nothing is owed, but it can be handed on. */
const DORMANT = 'dormant:';

/** The fact that a listener of the resource will end it, if only nothing fails before what it listens for comes. */
const AWAITED = 'awaited:';

/** What a judgement found, beside the verdict. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly effects: Effects;
  /** The function disposes of the resource on some path, or a closure of it does: it takes itself for the owner. */
  readonly proven: boolean;
}

/** Which throws open a way out. */
export type Throws = 'none' | 'explicit' | 'strong' | 'all';

/** Follows an obligation over the graph of its function, from where it opens to every way out. */
export function judge(obligation: Obligation, throws: Throws, context: OwnershipContext): Judgement {
  const effects = effectsOf(obligation, context);
  const walk = new Walk(obligation, effects, throws, context);
  return { verdict: walk.verdict(), effects, proven: walk.isProven() };
}

class Walk {
  readonly #obligation: Obligation;
  readonly #effects: Effects;
  readonly #throws: Throws;
  readonly #context: OwnershipContext;
  readonly #relevant: Set<string>;
  readonly #keepers: ReadonlySet<Point>;
  readonly #flags: (point: Point, edge: Edge) => boolean;
  readonly #closed: (point: Point, edge: Edge) => boolean;
  readonly #found: { readonly point: Point; readonly edge: Edge; readonly facts: Facts; readonly how: Exit['how'] }[] =
    [];

  constructor(obligation: Obligation, effects: Effects, throws: Throws, context: OwnershipContext) {
    this.#obligation = obligation;
    this.#effects = effects;
    this.#throws = throws;
    this.#context = context;
    this.#relevant = relevantKeys(obligation, effects, context);
    for (const variable of [...effects.holders.keys(), ...obligation.errors]) {
      const key = variable.identifiers[0] && context.conditions.keyOf(variable.identifiers[0]);
      if (key !== undefined) this.#relevant.add(key);
    }
    this.#relevant.add('');
    this.#keepers = reaching(obligation.graph, (point) => this.#disposes(point));
    this.#flags = isOwnershipFlag(effects, context);
    this.#closed = isClosedAlong(obligation, effects.holders, context);
  }

  verdict(): Verdict {
    if (this.#effects.escapes) return { verdict: 'unknown', why: 'somebody else can end it' };
    const found = explore(this.#beginnings(), (point, edge, state) => this.#step(point, edge, state), factsKey, CAP);
    if (found.exceeded) return { verdict: 'unknown', why: 'too many paths' };
    const exits = this.#found.map(({ point, edge, facts: at, how }) => {
      const arrivals = found.reached(point);
      const arrival = arrivals.find(({ state }) => state === at) ?? arrivals[0];
      return this.#exit(how, [...(arrival?.path.map((step) => ({ ...step })) ?? []), { point, edge }]);
    });
    return exits.length > 0 ? { verdict: 'leaks', exits } : { verdict: 'met' };
  }

  /** Whether the resource is disposed of somewhere behind its acquisition, or by a closure. */
  isProven(): boolean {
    const { graph, starts } = this.#obligation;
    const behind = starts.length > 0 ? starts.flatMap(({ succ }) => succ.map(({ to }) => to)) : [graph.entry];
    const closures = this.#effects.disposals.some((node) => graph.pointsOf(node).length === 0);
    return closures || behind.some((point) => this.#keepers.has(point));
  }

  /** The first points behind the acquisition, with all that the ways to it have taught. */
  #beginnings(): { readonly point: Point; readonly state: Facts }[] {
    const { graph, starts } = this.#obligation;
    if (starts.length === 0) return [{ point: graph.entry, state: this.#openFacts(NO_FACTS) }];
    const inPages = this.#obligation.ref.type.inPages === true;
    const before = explore(
      [{ point: graph.entry, state: NO_FACTS }],
      (point, edge, facts) => {
        const isOver = starts.includes(point) || (inPages && isInBrowser(point, edge));
        const next = isOver ? undefined : this.#context.conditions.along(facts, point, edge);
        return next && only(next, this.#relevant);
      },
      factsKey,
      CAP_BEFORE,
    );
    return starts.flatMap((start) => {
      const known = before.exceeded ? [] : before.reached(start).map(({ state }) => state);
      // No way leads to it but through a browser.
      if (inPages && !before.exceeded && known.length === 0) return [];
      const behind = start.succ.filter(({ kind }) => kind !== 'throw');
      return (known.length > 0 ? known : [NO_FACTS]).flatMap((facts) =>
        behind.map(({ to }) => ({ point: to, state: this.#openFacts(facts) })),
      );
    });
  }

  #openFacts(known: Facts): Facts {
    let facts = this.#obligation.opens ? new Map([...known, [DORMANT, true]]) : known;
    for (const [variable, ref] of this.#obligation.holders) {
      if (ref.type === this.#obligation.ref.type || this.#obligation.holders.size === 1)
        facts = this.#context.conditions.holding(facts, variable);
    }
    for (const variable of this.#obligation.errors) facts = this.#context.conditions.empty(facts, variable);
    return facts;
  }

  /** The facts behind an edge along which the resource is still open. */
  #step(point: Point, edge: Edge, facts: Facts): Facts | undefined {
    if (!this.#isWalked(point, edge)) return undefined;
    if (this.#obligation.starts.includes(point)) {
      this.#lost(point, edge, facts, 'again');
      return;
    }
    const effect =
      point.node && point.role !== 'test' && point.role !== 'fork' ? this.#effects.at.get(point.node) : undefined;
    if (this.#isHandedOn(point, edge)) return undefined;
    if (effect && point.role !== 'jump' && point.role !== 'enter') {
      if (effect.does === 'dispose' || effect.does === 'escape') return undefined;
      if (effect.does === 'overwrite' && point.role === 'bind') {
        this.#lost(point, edge, facts, 'overwritten');
        return;
      }
    }
    if (this.#closed(point, edge) || this.#flags(point, edge)) return undefined;
    const followed = this.#listened(effect, edge, this.#connected(point, edge, facts));
    const learned = this.#context.conditions.along(followed, point, edge);
    const next = learned && this.#named(point, learned);
    if (!next) return undefined;
    const { return: returns, throw: throwing, detached } = this.#obligation.graph.exits;
    if (edge.to === detached && this.#staysWithin()) return undefined;
    if (edge.to === returns || edge.to === detached) {
      this.#lost(point, edge, facts, point.role === 'jump' ? 'returns' : 'ends');
      return;
    }
    if (edge.to === throwing) {
      this.#lost(point, edge, facts, 'throws');
      return;
    }
    return only(next, this.#relevant);
  }

  /**
   * Whether the resource goes to somebody else along the edge: it is given to code that nothing is known of, and not disposed of behind
   * it. Where that happens only if the code fails (`try { await track(client); } catch { client.release(); }`), ownership went with it.
   */
  #isHandedOn(point: Point, edge: Edge): boolean {
    const { node, role } = point;
    if (!node || role === 'test' || role === 'fork' || role === 'jump' || role === 'enter') return false;
    const isAwaited = node.type === 'AwaitExpression';
    // What is waited for has the resource until it is done.
    if (!isAwaited && outside(node).parent?.type === 'AwaitExpression') return false;
    const effect = this.#effects.at.get(isAwaited ? unwrap(node.argument) : node);
    const isThrown = edge.kind === 'throw';
    const keeps = this.#keepers.has(isThrown ? point : edge.to) && (isThrown || !this.#isLeftWith(node));
    return effect?.does === 'hand' && !effect.comesBack && !keeps;
  }

  /**
   * Whether what a call gives may go on with the client, since only where something fails is it ended:
   * `try { const tools = await toolsOf(client); register(tools); } catch { client.close(); }`
   */
  #isLeftWith(node: Node): boolean {
    const { kind } = this.#obligation;
    const { disposals } = this.#effects;
    if (kind !== 'client' || disposals.length === 0 || !disposals.every(isOnFailure)) return false;
    const { parent, child } = outside(node);
    return (
      (parent?.type === 'VariableDeclarator' && parent.init === child) ||
      (parent?.type === 'AssignmentExpression' && parent.right === child)
    );
  }

  /**
   * Whether code that was set going hands the resource to a name round it, where other code ends it:
   * `let client; try { await new Promise((resolve, reject) => { open().then((c) => { client = c; }, reject); }); } finally { client?.end(); }`
   */
  #staysWithin(): boolean {
    const inner = enclosingFunction(this.#obligation.acquisition);
    if (!inner || inner === this.#obligation.home) return false;
    const isOutside = [...this.#effects.holders.keys()].some((holder) => {
      const owner = homeOf(holder);
      return owner !== undefined && !contains(inner, owner);
    });
    return isOutside && this.#effects.disposals.some((node) => !contains(inner, node));
  }

  /** A name that takes the resource holds an object from here on. */
  #named(point: Point, facts: Facts): Facts {
    const node = point.role === 'bind' ? point.node : null;
    const target =
      node?.type === 'VariableDeclarator' ? node.id : node?.type === 'AssignmentExpression' ? node.left : undefined;
    const value =
      node?.type === 'VariableDeclarator' ? node.init : node?.type === 'AssignmentExpression' ? node.right : undefined;
    const variable = target?.type === 'Identifier' ? this.#context.variableOf(target) : undefined;
    if (!variable || !value || !this.#effects.holders.has(variable)) return facts;
    return contains(value, this.#obligation.acquisition) || this.#held(value)
      ? this.#context.conditions.holding(facts, variable)
      : facts;
  }

  /** A client opens when `connect()` succeeds, or when somebody whom it was given to may have called it. */
  #connected(point: Point, edge: Edge, facts: Facts): Facts {
    if (!facts.has(DORMANT)) return facts;
    const isHanded = point.node !== null && this.#effects.at.get(point.node)?.does === 'hand';
    const opening = isHanded ? openedBy(this.#obligation.ref, undefined) : this.#obligation.opens?.get(point);
    if (!opening || (edge.kind === 'throw' && opening === 'done')) return facts;
    const open = new Map(facts);
    open.delete(DORMANT);
    return open;
  }

  /** The event for which a listener waits comes, unless something goes wrong after it was registered. */
  #listened(effect: Effect | undefined, edge: Edge, facts: Facts): Facts {
    if (effect?.does === 'await event' && edge.kind !== 'throw') return new Map([...facts, [AWAITED, true]]);
    if (edge.kind !== 'throw' || !facts.has(AWAITED)) return facts;
    const open = new Map(facts);
    open.delete(AWAITED);
    return open;
  }

  #lost(point: Point, edge: Edge, facts: Facts, how: Exit['how']): undefined {
    const isOpen = !this.#connected(point, edge, facts).has(DORMANT);
    const isAwaited = this.#listened(undefined, edge, facts).has(AWAITED);
    if (isOpen && !isAwaited) this.#found.push({ point, edge, facts, how });
  }

  /** Whether paths along the edge count, and are this obligation's: code that runs later is followed where it disposes, and not otherwise. */
  #isWalked(point: Point, edge: Edge): boolean {
    if (edge.kind === 'return') return false;
    if (point.role === 'fork') return this.#takesAlong(point) === (edge.kind === 'fork');
    if (edge.kind !== 'throw' || !point.node) return true;
    if (this.#givesBack(point.node)) return false;
    // Only throw statements count: nobody has to know what calls do.
    if (this.#throws === 'none' || this.#throws === 'explicit')
      return point.node.type === 'ThrowStatement' && (this.#throws === 'explicit' || !this.#leaves(edge));
    const strength = this.#context.strengthOf(point.node, point.role);
    if (this.#throws === 'all') return strength !== undefined;
    return strength === 'explicit' || strength === 'strong';
  }

  /** `await session.executeWrite(work)`: what has failed there has let go of all that was held. */
  #givesBack(node: Node): boolean {
    const call = node.type === 'AwaitExpression' ? unwrap(node.argument) : node;
    const callee = call.type === 'CallExpression' ? unwrap(call.callee) : undefined;
    const ref = callee?.type === 'MemberExpression' ? this.#held(callee.object) : undefined;
    const name = callee?.type === 'MemberExpression' ? propertyName(callee) : undefined;
    return ref !== undefined && name !== undefined && own(ref.type.members, name)?.givesBack === true;
  }

  #leaves(edge: Edge): boolean {
    return edge.to === this.#obligation.graph.exits.throw;
  }

  /**
   * Whether what becomes of the resource is to be seen in code that nobody waits for: it is disposed of there, or opened there and
   * mentioned nowhere else: `client.connect().then(() => { client.get(key).then(done); });`
   */
  #takesAlong(point: Point): boolean {
    const call = point.node;
    if (!call) return false;
    const effects = [...this.#effects.at];
    if (effects.some(([node, effect]) => node !== call && effect.does !== 'hand' && contains(call, node))) return true;
    // `client.query(sql, (error, rows) => each(rows, work, () => client.end()))`
    if (this.#effects.disposals.some((node) => node !== call && contains(call, node))) return true;
    const opened = [...(this.#obligation.opens?.keys() ?? [])];
    return (
      opened.some(({ node }) => node !== null && contains(call, node)) &&
      effects.every(([node]) => contains(call, node))
    );
  }

  #disposes(point: Point): boolean {
    const effect = point.node && point.role !== 'test' ? this.#effects.at.get(point.node) : undefined;
    return effect?.does === 'dispose';
  }

  #held(node: Node): Obligation['ref'] | undefined {
    const inner = unwrap(node);
    const variable = inner.type === 'Identifier' ? this.#context.variableOf(inner) : undefined;
    return variable && this.#effects.holders.get(variable);
  }

  /** The end of a leaking path: what threw first on it, or how it left. */
  #exit(how: Exit['how'], path: readonly { readonly point: Point; readonly edge: Edge }[]): Exit {
    // Of several, the last decides: what fails in a `finally` skips the disposal behind it. A caught error that is thrown again is the first one still.
    const thrown =
      path.findLast(({ point, edge }) => edge.kind === 'throw' && point.node?.type !== 'ThrowStatement')?.point ??
      path.find(({ edge }) => edge.kind === 'throw')?.point;
    const jump = [...path].reverse().find(({ point }) => point.role === 'jump')?.point.node ?? undefined;
    const points = path.map(({ point }) => point);
    if (how === 'overwritten') return { how, node: path.at(-1)?.point.node ?? undefined, jump, path: points };
    if (thrown) return { how: 'throws', node: thrown.node ?? undefined, jump, path: points };
    if (how === 'again') return { how, node: undefined, jump, path: points };
    return { how: jump?.type === 'ReturnStatement' ? 'returns' : 'ends', node: jump, jump, path: points };
  }
}
