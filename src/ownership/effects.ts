import { type TypeRef, own } from '../catalog/index.ts';
import {
  type FunctionNode,
  type Node,
  contains,
  enclosingFunction,
  literalValue,
  isReturned,
  outside,
  propertyName,
  unwrap,
} from '../lang/nodes.ts';
import { type Reference, type Variable, homeOf } from '../lang/scopes.ts';
import { bagAround } from './containers.ts';
import type { OwnershipContext } from './context.ts';
import { looksEnding } from './field-uses.ts';
import { LOUDNESS, type Loudness, isGivenAway, loudnessOf, nameOf } from './loudness.ts';
import type { Effect, Obligation } from './model.ts';
import { ITERATING, LISTENING, isForAbortOnly, isTeardown } from './registering.ts';
import { endsOf, isInFinally } from './signals.ts';
import { type Use, isHandler, usesOf } from './uses.ts';

/** All that the code of a function does to a resource. */
export interface Effects {
  readonly at: ReadonlyMap<Node, Effect>;
  readonly holders: ReadonlyMap<Variable, TypeRef>;
  /** The nodes that dispose of it, in the graph or in a closure. */
  readonly disposals: readonly Node[];
  /** It is returned somewhere. */
  readonly returned: boolean;
  /** Somebody else can end it at any time. */
  readonly escapes: boolean;
  /** The call by which what it holds flows to somebody who may go away before it has ended, and who that is. */
  readonly piped: { readonly call: Node; readonly to: Node } | undefined;
}

const DISPOSE: Effect = { does: 'dispose' };
const ESCAPE: Effect = { does: 'escape' };
const HAND: Effect = { does: 'hand' };
const AWAIT_EVENT: Effect = { does: 'await event' };

/** What happens to the resource of an obligation, by the node at which it happens. */
export function effectsOf(obligation: Obligation, context: OwnershipContext): Effects {
  return new Collector(obligation, context).collect();
}

class Collector {
  readonly #obligation: Obligation;
  readonly #context: OwnershipContext;
  readonly #at = new Map<Node, Effect>();
  readonly #holders: Map<Variable, TypeRef>;
  readonly #captured = new Map<FunctionNode, Loudness>();
  readonly #disposals: Node[] = [];
  #returned = false;
  #escapes = false;
  #piped: Effects['piped'];

  constructor(obligation: Obligation, context: OwnershipContext) {
    this.#obligation = obligation;
    this.#context = context;
    this.#holders = new Map(obligation.holders);
  }

  collect(): Effects {
    this.#followAliases();
    for (const [variable, ref] of this.#holders) {
      for (const reference of variable.references) this.#reference(reference, variable, ref);
    }
    for (const variable of this.#obligation.releases) this.#releaser(variable);
    for (const owner of this.#obligation.owners) this.#owner(owner);
    if (this.#obligation.kind === 'response') this.#aborted();
    for (const [node, effect] of [...this.#at]) if (effect.does === 'hand') this.#madeOf(node);
    for (const [fn, loudness] of this.#captured) this.#closure(fn, loudness);
    return {
      at: this.#at,
      holders: this.#holders,
      disposals: this.#disposals,
      returned: this.#returned,
      escapes: this.#escapes,
      piped: this.#piped,
    };
  }

  /** `const alias = x`, `alias = x`, `const body = x.body`, `const { body } = x`. */
  #followAliases(): void {
    const pending = [...this.#holders];
    for (let next = pending.pop(); next; next = pending.pop()) {
      const [variable, ref] = next;
      const aliases = variable.references.flatMap(({ identifier }) => this.#aliases(identifier, ref));
      for (const [alias, as] of aliases.filter(([each]) => !this.#holders.has(each))) {
        this.#holders.set(alias, as);
        pending.push([alias, as]);
      }
    }
  }

  #aliases(expression: Node, ref: TypeRef): readonly (readonly [Variable, TypeRef])[] {
    const { parent, child } = outside(expression);
    if (parent?.type === 'MemberExpression' && parent.object === child) {
      const known = own(ref.type.members, propertyName(parent) ?? '');
      const part =
        known?.carries && known.read !== undefined ? this.#context.catalog.resolve(ref.library, known.read) : undefined;
      return part ? this.#aliases(parent, part) : known?.carries === true ? this.#viewOf(parent) : [];
    }
    const bag = parent?.type === 'Property' ? bagAround(child, ref, this.#context) : undefined;
    if (bag) return [[bag.variable, bag.ref]];
    if (parent?.type === 'VariableDeclarator' && parent.init === child) {
      return parent.id.type === 'ObjectPattern' ? this.#parts(parent.id, ref) : this.#named(parent.id, ref);
    }
    return parent?.type === 'AssignmentExpression' && parent.right === child && parent.operator === '='
      ? this.#named(parent.left, ref)
      : [];
  }

  /** `const promised = connection.promise()`: another name for what `connection` holds. */
  #viewOf(member: Node): readonly (readonly [Variable, TypeRef])[] {
    const { parent, child } = outside(member);
    if (parent?.type !== 'CallExpression' || parent.callee !== child) return [];
    const found = this.#context.origin.denote(parent);
    return found?.kind === 'instance' ? this.#aliases(parent, found.ref) : [];
  }

  #named(target: Node, ref: TypeRef): readonly (readonly [Variable, TypeRef])[] {
    const variable = target.type === 'Identifier' ? this.#context.variableOf(target) : undefined;
    const home = variable && homeOf(variable);
    return variable && home && contains(this.#obligation.home, home) ? [[variable, ref]] : [];
  }

  #parts(pattern: Node, ref: TypeRef): readonly (readonly [Variable, TypeRef])[] {
    if (pattern.type !== 'ObjectPattern') return [];
    return pattern.properties.flatMap((property) => {
      const known = property.type === 'Property' ? own(ref.type.members, propertyName(property) ?? '') : undefined;
      const part =
        known?.carries && known.read !== undefined ? this.#context.catalog.resolve(ref.library, known.read) : undefined;
      return part && property.type === 'Property' ? this.#named(property.value, part) : [];
    });
  }

  #reference(reference: Reference, variable: Variable, ref: TypeRef): void {
    const identifier = reference.identifier as Node;
    // A name of an outer function that is read there too is held there as well.
    if (!contains(this.#obligation.home, identifier)) return;
    if (reference.isWrite()) this.#write(reference, variable);
    if (!reference.isRead()) return;
    const uses = usesOf(identifier, ref, this.#obligation, this.#context);
    if (uses.some(({ effect }) => effect.does === 'dispose'))
      this.#disposals.push(...uses.filter(({ effect }) => effect.does === 'dispose').map(({ node }) => node));
    if (isReturned(identifier)) this.#returned = true;
    for (const { node, effect } of uses) if (effect.does === 'pipe') this.#piped ??= { call: node, to: effect.to };
    const closure = this.#closureOf(identifier);
    if (closure) this.#capture(closure, loudnessOf(uses));
    else for (const use of uses) this.#note(use);
  }

  #note({ node, effect }: Use): void {
    const known = this.#at.get(node);
    if (known?.does === 'dispose') return;
    this.#at.set(node, effect);
  }

  /** The name takes another value. The acquisition itself and an alias of it are none. */
  #write(reference: Reference, variable: Variable): void {
    if (reference.init) return;
    const identifier = reference.identifier as Node;
    const { parent } = outside(identifier);
    const value = reference.writeExpr;
    const closure = this.#closureOf(identifier);
    if (closure) {
      this.#capture(closure, 'acts');
      return;
    }
    if (parent?.type !== 'AssignmentExpression' || parent.left !== identifier || !value) return;
    if (contains(value, this.#obligation.acquisition)) return;
    const source = unwrap(value);
    const from = source.type === 'Identifier' ? this.#context.variableOf(source) : undefined;
    if (from && this.#holders.has(from)) return;
    const isNothing = literalValue(value) !== undefined;
    this.#note({
      node: parent,
      effect: isNothing || this.#holders.size > 1 ? ESCAPE : { does: 'overwrite', holder: variable },
    });
  }

  /** The outermost nested function that holds the node and is a value in the graph; undefined where the graph runs through the node itself. */
  #closureOf(node: Node): FunctionNode | undefined {
    const { graph, home } = this.#obligation;
    const inGraph = graph.pointsOf(node).length > 0 || (node.parent && graph.pointsOf(node.parent).length > 0);
    if (inGraph) return undefined;
    let found: FunctionNode | undefined;
    for (let fn = enclosingFunction(node); fn && fn !== home; fn = enclosingFunction(fn)) {
      if (graph.pointsOf(fn).some((point) => point.role === 'done')) found = fn;
    }
    return found;
  }

  #capture(fn: FunctionNode, loudness: Loudness): void {
    const known = this.#captured.get(fn) ?? 'quiet';
    this.#captured.set(fn, LOUDNESS.indexOf(loudness) > LOUDNESS.indexOf(known) ? loudness : known);
  }

  /** A closure that holds the resource takes effect where it is called, or where it is given away. */
  #closure(fn: FunctionNode, loudness: Loudness): void {
    const name = nameOf(fn, this.#context);
    if (!name) {
      const effect = this.#givenAway(fn, loudness);
      if (effect) this.#note({ node: fn, effect });
      return;
    }
    for (const reference of name.references) {
      const identifier = reference.identifier as Node;
      if (reference.isWrite() || contains(fn, identifier)) continue;
      const outer = this.#closureOf(identifier);
      if (outer) this.#note({ node: outer, effect: loudness === 'quiet' ? HAND : ESCAPE });
      else this.#closureUsed(identifier, fn, loudness);
    }
  }

  #closureUsed(identifier: Node, fn: FunctionNode, loudness: Loudness): void {
    const { parent, child } = outside(identifier);
    const isCalled = parent?.type === 'CallExpression' && parent.callee === child;
    if (!isCalled && !isHandler(identifier)) {
      const effect = this.#givenAway(identifier, loudness);
      if (effect) this.#note({ node: identifier, effect });
      return;
    }
    if (loudness === 'quiet') return;
    const effect = this.#context.effectOnCaptured(fn, this.#obligation);
    if (effect === 'disposes') this.#disposals.push(isCalled ? parent : identifier);
    if (effect !== 'borrows')
      this.#note({ node: isCalled ? parent : identifier, effect: effect === 'disposes' ? DISPOSE : ESCAPE });
  }

  /**
   * What giving a function away does that holds the resource. Who runs it and forgets it (array methods, the methods of the
   * catalog's values) may be given one that only uses it. One that disposes meets the obligation where it is registered for the end
   * of something (`response.on('close', release)`); elsewhere it may or may not run, and the function that disposes as well stays the owner.
   */
  #givenAway(value: Node, loudness: Loudness): Effect | undefined {
    const { parent } = outside(value);
    const callee = parent?.type === 'CallExpression' ? unwrap(parent.callee) : undefined;
    if (parent?.type !== 'CallExpression' || !callee) return loudness === 'quiet' ? HAND : ESCAPE;
    const name =
      callee.type === 'MemberExpression'
        ? propertyName(callee)
        : callee.type === 'Identifier'
          ? callee.name
          : undefined;
    const on = callee.type === 'MemberExpression' ? this.#context.origin.denote(callee.object) : undefined;
    const isListener = name !== undefined && LISTENING.has(name);
    if (loudness !== 'acts' && on?.kind === 'instance' && !(isListener && loudness === 'hands')) return undefined;
    if (loudness === 'quiet' && callee.type === 'MemberExpression' && ITERATING.has(name ?? '')) return undefined;
    // A lease that is given back when the work is given up is to be given back when it is done, too.
    if (loudness === 'acts' && this.#obligation.kind === 'lease' && isForAbortOnly(parent) && !this.#isSubscriber())
      return undefined;
    if (loudness === 'acts' && isTeardown(name, isListener, parent.arguments)) return ESCAPE;
    const isOwn = isListener && callee.type === 'MemberExpression' && this.#isHolder(callee.object);
    return isOwn && loudness === 'acts' ? AWAIT_EVENT : HAND;
  }

  /** A connection that listens (`client.query('listen jobs')`) has no other end than that. */
  #isSubscriber(): boolean {
    return /['"`]\s*listen\s/i.test(this.#context.textOf(this.#obligation.home));
  }

  #isHolder(node: Node): boolean {
    const inner = unwrap(node);
    const variable = inner.type === 'Identifier' ? this.#context.variableOf(inner) : undefined;
    return variable !== undefined && this.#holders.has(variable);
  }

  /** pg's `done`: calling it gives back, and whoever is given it may. */
  #releaser(variable: Variable): void {
    for (const reference of variable.references) {
      const identifier = reference.identifier as Node;
      if (!contains(this.#obligation.home, identifier)) continue;
      const { parent, child } = outside(identifier);
      const isCalled = parent?.type === 'CallExpression' && parent.callee === child;
      const closure = this.#closureOf(identifier);
      this.#disposals.push(isCalled ? parent : identifier);
      if (closure) this.#capture(closure, 'acts');
      else if (isCalled || isHandler(identifier)) this.#note({ node: isCalled ? parent : identifier, effect: DISPOSE });
      else this.#note({ node: identifier, effect: ESCAPE });
    }
  }

  /** A request that others have in their hands may be destroyed by them, and its response with it. */
  #request(owner: Node): void {
    const variable = owner.type === 'Identifier' ? this.#context.variableOf(owner) : undefined;
    if (variable?.scope.variableScope.type !== 'function') return;
    for (const { identifier } of variable.references) {
      const given = isGivenAway(identifier) ? outside(identifier).parent : undefined;
      if (!given) continue;
      if (contains(this.#obligation.home, given)) this.#note({ node: given, effect: ESCAPE });
      else this.#escapes = true;
    }
  }

  /** `const transaction = new Transaction(client); … return transaction;`: whoever is given what was made of the resource has it, too. */
  #madeOf(construction: Node): void {
    const { parent } = outside(construction);
    const variable =
      construction.type === 'NewExpression' && parent?.type === 'VariableDeclarator'
        ? this.#context.variableOf(parent.id)
        : undefined;
    for (const { identifier } of variable?.references ?? [])
      if (isReturned(identifier) && !this.#closureOf(identifier)) this.#note({ node: identifier, effect: ESCAPE });
  }

  /** `controller.abort()` ends what was asked for with `signal: controller.signal`. One that only a timer calls may come late, or not at all. */
  #aborted(): void {
    const keys = endsOf(this.#obligation.acquisition, this.#context);
    if (keys.size === 0) return;
    for (const call of this.#context.census.calls) {
      const callee = unwrap(call.callee);
      if (callee.type !== 'MemberExpression') continue;
      const key = this.#context.conditions.keyOf(callee.object);
      if (key === undefined || keys.get(key) !== propertyName(callee)) continue;
      const isBeside = contains(enclosingFunction(this.#obligation.acquisition) ?? this.#obligation.home, call);
      // `Promise.all(downloads).finally(() => controller.abort())`, `finally { await dispatcher?.destroy(); }`: somebody has thought of it.
      if ((!isBeside || callee.optional) && isInFinally(call)) this.#escapes = true;
      else if (contains(this.#obligation.home, call) && !this.#closureOf(call))
        this.#note({ node: call, effect: DISPOSE });
    }
  }

  /** Disposing of the client meets what was taken from it. */
  #owner(owner: Node): void {
    const key = this.#context.conditions.keyOf(owner);
    if (key === undefined) return;
    if (this.#obligation.kind === 'response') this.#request(owner);
    for (const call of this.#context.census.calls) {
      const callee = unwrap(call.callee);
      if (callee.type !== 'MemberExpression' || !contains(this.#obligation.home, call)) continue;
      if (this.#context.conditions.keyOf(callee.object) !== key) continue;
      const on = this.#context.origin.denote(callee.object);
      const name = propertyName(callee) ?? '';
      // What nothing is known of (`await open()` of another file) is ended by what looks as if it did.
      if (on?.kind === 'instance' ? !own(on.ref.type.dispose, name) : !looksEnding(name)) continue;
      const closure = this.#closureOf(call);
      if (closure) this.#capture(closure, 'acts');
      else this.#note({ node: call, effect: DISPOSE });
    }
  }
}
