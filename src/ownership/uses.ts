import type { TSESTree } from '@typescript-eslint/utils';

import { type TypeRef, own } from '../catalog/index.ts';
import type { Role } from '../catalog/vocabulary.ts';
import {
  type Node,
  isFunction,
  isFunctionLiteral,
  literalValue,
  isReturned,
  outside,
  propertyName,
  unwrap,
} from '../lang/nodes.ts';
import { roleAt } from '../origin/contracts.ts';
import { bagAround } from './containers.ts';
import type { Judged, OwnershipContext } from './context.ts';
import { isForCallAlone } from './companions.ts';
import { disposesThis, endsReceiver } from './receivers.ts';
import { isLoan } from './loans.ts';
import type { Effect } from './model.ts';
import { peerOf } from './peers.ts';
import { calledAgain } from './recursion.ts';

/** A use of the resource that matters: the node at whose completion it takes effect, and what it does. */
export interface Use {
  readonly node: Node;
  readonly effect: Effect;
}

const DISPOSE: Effect = { does: 'dispose' };
const ESCAPE: Effect = { does: 'escape' };
const HAND: Effect = { does: 'hand' };
const LEND: Effect = { does: 'hand', comesBack: true };

/** What using an expression that denotes the resource does; nothing for plain uses. A use can do several things (a fluent chain). */
export function usesOf(expression: Node, ref: TypeRef, obligation: Judged, context: OwnershipContext): readonly Use[] {
  return new Reading(obligation, context).at(expression, ref);
}

class Reading {
  readonly #obligation: Judged;
  readonly #context: OwnershipContext;

  constructor(obligation: Judged, context: OwnershipContext) {
    this.#obligation = obligation;
    this.#context = context;
  }

  at(expression: Node, ref: TypeRef): readonly Use[] {
    const { parent, child } = outside(expression);
    switch (parent?.type) {
      case 'MemberExpression':
        return parent.object === child ? this.#member(parent, ref, []) : [{ node: parent, effect: ESCAPE }];
      case 'CallExpression':
      case 'NewExpression':
        return parent.callee === child ? [] : this.#argument(parent, child, ref);
      // sql`select 1`
      case 'TaggedTemplateExpression':
        return parent.tag === child ? [] : [{ node: expression, effect: ESCAPE }];
      case 'AwaitExpression':
        return this.at(parent, ref);
      case 'ForOfStatement':
        return parent.right === child ? [{ node: expression, effect: ref.type.iterating ? DISPOSE : ESCAPE }] : [];
      case 'ConditionalExpression':
      case 'LogicalExpression':
        return this.#arm(parent, child, ref);
      case 'SequenceExpression':
        return parent.expressions.at(-1) === child ? this.at(parent, ref) : [];
      case 'Property':
        return bagAround(child, ref, this.#context) ? [] : this.#packed(parent, child);
      case 'SpreadElement':
      case 'ArrayExpression':
        return this.#packed(parent, child);
      case 'VariableDeclarator':
        return this.#declared(parent, ref);
      case 'AssignmentExpression':
        return this.#assigned(parent, child);
      default:
        return parent && isPlain(parent) ? [] : [{ node: expression, effect: ESCAPE }];
    }
  }

  /** `x.method()`, `x.property`, `x.body.cancel()`. */
  #member(node: TSESTree.MemberExpression, ref: TypeRef, before: readonly string[]): readonly Use[] {
    const name = propertyName(node);
    const { parent, child } = outside(node);
    const call = parent?.type === 'CallExpression' && parent.callee === child ? parent : undefined;
    if (name === undefined) return this.#computed(node, call);
    const path = [...before, name].join('.');
    const disposer = own(ref.type.dispose, path);
    if (disposer && disposer.needs === undefined) {
      if (call) return call.arguments.length >= (disposer.args ?? 0) ? [{ node: call, effect: DISPOSE }] : [];
      if (isHandler(node)) return [{ node, effect: DISPOSE }];
    }
    const known = before.length === 0 ? own(ref.type.members, name) : undefined;
    if (call) return this.#called(call, name, ref, known);
    if (disposer) return [{ node, effect: ESCAPE }];
    if (known?.carries && known.read !== undefined) {
      const part = this.#context.catalog.resolve(ref.library, known.read);
      // A part that nothing is known of (`data` of a body that somebody else's types describe) may be read in any way.
      if (part?.type.kind === 'plain' && parent?.type === 'MemberExpression' && parent.object === child)
        return [{ node: parent, effect: ESCAPE }];
      // The part of a part may be named as a path of the whole: `res.body.cancel()`.
      if (part)
        return parent?.type === 'MemberExpression' && parent.object === child
          ? this.#part(parent, ref, part, path)
          : this.at(node, part);
    }
    if (parent?.type === 'AssignmentExpression' && parent.left === child)
      return known?.assigned?.livesOn ? [{ node: parent, effect: ESCAPE }] : [];
    if (parent?.type === 'MemberExpression' && parent.object === child)
      return this.#member(parent, ref, [...before, name]);
    return [];
  }

  #part(outer: TSESTree.MemberExpression, whole: TypeRef, part: TypeRef, path: string): readonly Use[] {
    const name = propertyName(outer);
    const named = name !== undefined && own(whole.type.dispose, `${path}.${name}`) !== undefined;
    return named ? this.#member(outer, whole, path.split('.')) : this.#member(outer, part, []);
  }

  /** `x[Symbol.asyncDispose]()`, and whatever else is computed. */
  #computed(node: TSESTree.MemberExpression, call: TSESTree.CallExpression | undefined): readonly Use[] {
    const key = node.property;
    const isSymbol =
      key.type === 'MemberExpression' &&
      key.object.type === 'Identifier' &&
      key.object.name === 'Symbol' &&
      /^(?:asyncD|d)ispose$/.test(propertyName(key) ?? '');
    if (isSymbol) return [{ node: call ?? node, effect: call ? DISPOSE : ESCAPE }];
    // `session[key] = …` and `rows[0]` look something up; only a computed call could dispose.
    return call ? [{ node: call, effect: ESCAPE }] : [];
  }

  #called(
    call: TSESTree.CallExpression,
    name: string,
    ref: TypeRef,
    known: NonNullable<TypeRef['type']['members']>[string] | undefined,
  ): readonly Use[] {
    if (!known && (name === 'bind' || name === 'call' || name === 'apply')) return [{ node: call, effect: ESCAPE }];
    if (call.arguments.some(disposesThis)) return [{ node: call, effect: ESCAPE }];
    if (known?.endsWith !== undefined && !isForCallAlone(call.arguments[known.endsWith], this.#context))
      return [{ node: call, effect: ESCAPE }];
    if (known?.livesOn) return [{ node: call, effect: ESCAPE }];
    if (known?.flowsInto !== undefined) {
      const to = peerOf(call, known.flowsInto, this.#context);
      return [{ node: call, effect: to ? { does: 'pipe', to } : ESCAPE }];
    }
    const event = call.arguments[0] && literalValue(call.arguments[0])?.value;
    const form = typeof event === 'string' ? own(known?.events, event) : undefined;
    if (form?.consumes) return [{ node: call, effect: DISPOSE }];
    if (form?.livesOn && !call.arguments.some((each) => endsReceiver(each, call, ref, this.#context)))
      return [{ node: call, effect: ESCAPE }];
    const found = this.#context.origin.denote(call);
    if (found?.kind === 'instance' && found.fresh === 'yes' && this.#livesOnIn(call, found.ref))
      return [{ node: call, effect: ESCAPE }];
    const same =
      found?.kind === 'instance' &&
      (known?.chains === true ||
        known?.carries === true ||
        (known === undefined && found.ref.type === ref.type && found.fresh === 'no'));
    return same ? this.at(call, found.ref) : [];
  }

  /** The part that is read has a name for what becomes of it (`await channel.consume(…)`): its own life is also that of what it hangs on. */
  #livesOnIn(call: TSESTree.CallExpression, found: TypeRef): boolean {
    const living = Object.entries(found.type.members ?? {})
      .filter(([, { livesOn }]) => livesOn)
      .map(([name]) => name);
    if (living.length === 0) return false;
    let { parent } = outside(call);
    if (parent?.type === 'AwaitExpression') ({ parent } = outside(parent));
    const variable = parent?.type === 'VariableDeclarator' ? this.#context.variableOf(parent.id) : undefined;
    return (variable?.references ?? []).some(({ identifier }) => {
      const { parent: user } = outside(identifier);
      return user?.type === 'MemberExpression' && living.includes(propertyName(user) ?? '');
    });
  }

  /** The resource itself, or a part of it (`read(response.body)`), is an argument. */
  #argument(call: TSESTree.CallExpression | TSESTree.NewExpression, child: Node, ref: TypeRef): readonly Use[] {
    const position = call.arguments.indexOf(child as TSESTree.CallExpressionArgument);
    if (position < 0) return [];
    const { origin } = this.#context;
    const role = roleAt(call, position, undefined, origin);
    if (role) return this.#said(role, call);
    const callee = unwrap(call.callee);
    // `pipeline(file, response)`, `upload(file)`, `body.pipe(file)`: who reads or writes all of it ends it.
    if (ref.type.endsByItself) return [{ node: call, effect: ESCAPE }];
    if (callee.type === 'MemberExpression') {
      const name = propertyName(callee) ?? '';
      const on = origin.denote(callee.object);
      const member = on?.kind === 'instance' ? own(on.ref.type.members, name) : undefined;
      if (member?.releasesArgument === position || (!on && this.#obligation.releasedBy.includes(name)))
        return [{ node: call, effect: DISPOSE }];
      if (on?.kind === 'instance' && !member?.call) return [];
      if (isLooking(callee)) return [];
      if (STORING.has(name)) return [{ node: call, effect: ESCAPE }];
    }
    if (callee.type === 'Identifier' && BORROWING_FUNCTIONS.has(callee.name)) return [];
    const named = callee.type === 'Identifier' ? callee.name : propertyName(callee);
    if (named !== undefined && ref.type.borrowedBy?.includes(named) && !origin.calleeOf(call)) return [];
    const called =
      call.type === 'CallExpression' ? (origin.calleeOf(call) ?? calledAgain(call, this.#context)) : undefined;
    if (!called) return [{ node: call, effect: this.#lent(call, position, ref) }];
    const effect = this.#context.effectOnParameter(called, position, { ...this.#obligation, ref });
    return effect === 'borrows' ? [] : [{ node: call, effect: effect === 'disposes' ? DISPOSE : this.#handed(call) }];
  }

  /** The comment of a function, or an entry of the settings, says what becomes of its argument. */
  #said(role: Role, call: Node): readonly Use[] {
    if (role === 'borrows') return [];
    return [{ node: call, effect: role === 'disposes' ? DISPOSE : ESCAPE }];
  }

  /** Who is given a response reads it; what is made of a resource and returned (`return new Driver(client)`) takes it along. */
  #handed(call: Node): Effect {
    const isTaken = call.type === 'NewExpression' && isReturned(call);
    return this.#obligation.kind === 'response' || isTaken ? ESCAPE : HAND;
  }

  #lent(call: TSESTree.CallExpression | TSESTree.NewExpression, position: number, ref: TypeRef): Effect {
    const handed = this.#handed(call);
    return handed === HAND && isLoan(call, position, ref, this.#context) ? LEND : handed;
  }

  /** The resource is part of a literal: an options bag that a call is given, or something that is kept. */
  #packed(parent: Node, child: Node): readonly Use[] {
    const name = parent.type === 'Property' ? propertyName(parent) : undefined;
    if (parent.type === 'Property' && parent.key === child && parent.value !== child) return [];
    let literal: Node | undefined = parent.type === 'ArrayExpression' ? parent : parent.parent;
    while (
      literal &&
      (literal.type === 'Property' ||
        literal.type === 'ObjectExpression' ||
        literal.type === 'ArrayExpression' ||
        literal.type === 'SpreadElement')
    ) {
      const { parent: user } = outside(literal);
      if (user?.type === 'CallExpression' || user?.type === 'NewExpression')
        return this.#bagged(user, name, outside(literal).child);
      if (user?.type === 'VariableDeclarator') return [{ node: literal, effect: HAND }];
      literal = user;
    }
    return [{ node: parent.type === 'Property' ? parent.parent : parent, effect: ESCAPE }];
  }

  #bagged(call: TSESTree.CallExpression | TSESTree.NewExpression, name: string | undefined, bag: Node): readonly Use[] {
    const position = call.arguments.indexOf(bag as TSESTree.CallExpressionArgument);
    const inBag = position >= 0 && unwrap(bag).type === 'ObjectExpression' && name !== undefined;
    const role = inBag ? roleAt(call, position, name, this.#context.origin) : undefined;
    if (role) return this.#said(role, call);
    if (name !== undefined && this.#obligation.ref.type.borrowedAs?.includes(name)) return [];
    if (this.#obligation.ref.type.endsByItself) return [{ node: call, effect: ESCAPE }];
    const made = call.type === 'CallExpression' ? this.#context.origin.callOf(call) : undefined;
    const callee = unwrap(call.callee);
    if (callee.type === 'MemberExpression' && isLooking(callee)) return [];
    if (callee.type === 'MemberExpression' && STORING.has(propertyName(callee) ?? ''))
      return [{ node: call, effect: ESCAPE }];
    if (made?.ref.type.kind === 'response') return [];
    const called = inBag && call.type === 'CallExpression' ? this.#context.origin.calleeOf(call) : undefined;
    const effect = called && this.#context.effectOnParameter(called, position, this.#obligation, name);
    return effect === 'borrows' ? [] : [{ node: call, effect: effect === 'disposes' ? DISPOSE : this.#handed(call) }];
  }

  #arm(parent: TSESTree.ConditionalExpression | TSESTree.LogicalExpression, child: Node, ref: TypeRef): readonly Use[] {
    if (parent.type === 'ConditionalExpression' && parent.test === child) return [];
    if (parent.type === 'LogicalExpression' && parent.left === child && parent.operator === '&&') return [];
    // `(response) => (response.ok ? response : fail(response))`: where a promise takes the branches over, each of them is a way out of its own.
    return this.at(parent, ref).flatMap((use) => (use.node === parent ? [use, { ...use, node: child }] : [use]));
  }

  /** `const alias = x` is followed as a name of its own; `const { release } = x` takes a disposer out. */
  #declared(parent: TSESTree.VariableDeclarator, ref: TypeRef): readonly Use[] {
    if (parent.id.type === 'Identifier') return isUsing(parent) ? [{ node: parent, effect: DISPOSE }] : [];
    return this.#taken(parent.id, parent, ref);
  }

  #taken(pattern: Node, at: Node, ref: TypeRef): readonly Use[] {
    if (pattern.type !== 'ObjectPattern') return [{ node: at, effect: ESCAPE }];
    const takes = pattern.properties.some((property) => {
      const name = property.type === 'Property' ? propertyName(property) : undefined;
      if (name === undefined) return true;
      const carried = own(ref.type.members, name)?.carries === true;
      return (own(ref.type.dispose, name) !== undefined || carried) && !this.#isFollowed(property, carried);
    });
    return takes ? [{ node: at, effect: ESCAPE }] : [];
  }

  /** A carrying part that is bound to a name is followed under that name. */
  #isFollowed(property: Node, carried: boolean): boolean {
    return carried && property.type === 'Property' && property.value.type === 'Identifier';
  }

  #assigned(parent: TSESTree.AssignmentExpression, child: Node): readonly Use[] {
    if (parent.left === child) return [];
    if (parent.left.type === 'Identifier') {
      const variable = this.#context.variableOf(parent.left);
      return variable?.scope.variableScope.type === 'function' ? [] : [{ node: parent, effect: ESCAPE }];
    }
    return [{ node: parent, effect: ESCAPE }];
  }
}

const BORROWING_OBJECTS = new Set(['console', 'JSON', 'Array', 'Number', 'assert', 'logger', 'log']);
const STORING = new Set(['push', 'unshift', 'add', 'set', 'append', 'enqueue', 'register', 'splice']);

/** `console.log(x)`, `Object.keys(x)`: what only looks at its arguments. `Object.assign(x, …)` gives the first one back. */
export function isLooking(callee: TSESTree.MemberExpression): boolean {
  if (callee.object.type !== 'Identifier') return false;
  if (callee.object.name === 'Object')
    return /^(?:keys|values|entries|is|getOwn\w+|hasOwn|getPrototypeOf)$/.test(propertyName(callee) ?? '');
  return BORROWING_OBJECTS.has(callee.object.name);
}
const BORROWING_FUNCTIONS = new Set(['String', 'Boolean', 'Number', 'expect', 'assert', 'isNaN']);

function isUsing(declarator: TSESTree.VariableDeclarator): boolean {
  const kind = (declarator.parent as { kind?: string }).kind;
  return kind === 'using' || kind === 'await using';
}

/** Whether an expression is a handler of a promise chain: the `x.release` of `work().finally(x.release)`. */
export function isHandler(node: Node): boolean {
  const { parent, child } = outside(node);
  if (parent?.type !== 'CallExpression' || parent.callee === child) return false;
  const callee = unwrap(parent.callee);
  return callee.type === 'MemberExpression' && ['then', 'catch', 'finally'].includes(propertyName(callee) ?? '');
}

/** Contexts that look at a value and keep nothing of it. */
function isPlain(parent: Node): boolean {
  switch (parent.type) {
    case 'ExpressionStatement':
    case 'IfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'BinaryExpression':
    case 'UnaryExpression':
    case 'TemplateLiteral':
    case 'SwitchStatement':
    case 'AssignmentPattern':
    case 'TSTypeQuery':
    case 'ExportSpecifier':
      return parent.type !== 'ExportSpecifier';
    default:
      return isFunction(parent) && !isFunctionLiteral(parent);
  }
}
