import type { TSESTree } from '@typescript-eslint/utils';

import { own, type TypeRef } from '../catalog/index.ts';
import {
  type FunctionNode,
  type Node,
  boundIdentifier,
  enclosingFunction,
  isFunction,
  isFunctionLiteral,
  outside,
  patternProperty,
  propertyName,
  unwrap,
} from '../lang/nodes.ts';
import { type Variable, functionOf } from '../lang/scopes.ts';
import type { Call } from './context.ts';
import { fieldPlaces, ownerOfThis } from './field-places.ts';
import type { OwnershipSource } from './ownership.ts';

/** What a file does with a value, under all names that it gives it. */
export interface Whereabouts {
  /** Methods called on it. */
  readonly calls: readonly MethodCall[];
  /** Properties of it that are read, or methods that are named without being called: `pool.totalCount`, `pool.end`. */
  readonly read: readonly string[];
  /** Properties of it that are written: `socket.onerror = …`. */
  readonly written: readonly string[];
  /** Calls that it is passed to, other than functions of the file that are followed. */
  readonly passed: readonly Passed[];
  /** Where it goes, so that code which nobody sees may do more with it: to a caller, into a collection, into an object that is handed on. */
  readonly escapes: boolean;
  /** It stays in something that outlives the call: a module's variable, a field. */
  readonly isKept: boolean;
  /** Other files can have it by the name under which this one exports it, or as a global. */
  readonly isExported: boolean;
  /** The first name that it is given, or the field that keeps it. */
  readonly name: Node | undefined;
}

export interface MethodCall {
  readonly name: string;
  readonly call: TSESTree.CallExpression;
}

export interface Passed {
  readonly call: Call;
  /** The expression that is the argument, or stands somewhere in it. */
  readonly argument: Node;
}

/** Where a value goes from the expression that makes it, and from every parameter that is given it. */
export function whereaboutsOf(
  roots: { readonly expressions: readonly Node[]; readonly parameters?: readonly Node[] },
  ref: TypeRef,
  source: OwnershipSource,
): Whereabouts {
  const follower = new Follower(ref, source);
  for (const expression of roots.expressions) follower.at(expression);
  for (const parameter of roots.parameters ?? []) follower.bind(parameter);
  return follower;
}

/** Whether the function that makes a value keeps it for itself and ends it, all in the same call. */
export function isSpent(made: Call, { type }: TypeRef, { isKept, escapes, calls }: Whereabouts): boolean {
  const home = enclosingFunction(made);
  const ends = ({ name, call }: MethodCall): boolean =>
    own(type.dispose, name) !== undefined && enclosingFunction(call) === home;
  return !isKept && !escapes && home !== undefined && calls.some(ends);
}

/** Methods that give their receiver back, whatever the library. */
const FLUENT = /^(?:on|once|off|addListener|prepend\w*Listener|remove\w*Listeners?|setMaxListeners)$/;

class Follower implements Whereabouts {
  readonly calls: MethodCall[] = [];
  readonly read: string[] = [];
  readonly written: string[] = [];
  readonly passed: Passed[] = [];
  isKept = false;
  isExported = false;
  #isHandedOn = false;
  #isReturned = false;
  name: Node | undefined;
  readonly #ref: TypeRef;
  readonly #source: OwnershipSource;
  readonly #seen = new Set<unknown>();

  constructor(ref: TypeRef, source: OwnershipSource) {
    this.#ref = ref;
    this.#source = source;
  }

  /** A getter of something that stays gives a view of it; what is made and returned is its caller's. */
  get escapes(): boolean {
    return this.#isHandedOn || (this.#isReturned && !this.isKept);
  }

  at(node: Node): void {
    const { parent, child } = outside(node);
    if (!parent || this.#seen.has(child)) return;
    this.#seen.add(child);
    switch (parent.type) {
      case 'MemberExpression':
        return parent.object === child ? this.#member(parent) : undefined;
      case 'AwaitExpression':
      case 'SequenceExpression':
        return this.at(parent);
      case 'LogicalExpression':
        return parent.left === child && parent.operator === '&&' ? undefined : this.at(parent);
      case 'ConditionalExpression':
        return parent.test === child ? undefined : this.at(parent);
      case 'CallExpression':
      case 'NewExpression':
        return parent.callee === child ? undefined : this.#argument(parent, child);
      case 'VariableDeclarator':
        return this.bind(parent.id);
      case 'AssignmentExpression':
        return this.#assigned(parent, child);
      case 'PropertyDefinition':
        return this.#field(parent, propertyName(parent));
      case 'ReturnStatement':
      case 'ArrowFunctionExpression':
        return this.#returned(parent);
      case 'Property':
      case 'ArrayExpression':
      case 'SpreadElement':
        return this.#packed(parent);
      case 'ExportDefaultDeclaration':
      case 'ExportSpecifier':
        this.#exported();
        return;
      default:
        if (parent.type === 'YieldExpression' || parent.type === 'ThrowStatement') this.#isHandedOn = true;
    }
  }

  #exported(): void {
    this.isKept = true;
    this.isExported = true;
  }

  bind(target: Node): void {
    const name = boundIdentifier(target);
    const variable = name && this.#source.scopes.variableOf(name);
    if (!variable) {
      // `const { client } = …` takes parts out, of which one may be the emitter.
      this.#isHandedOn = true;
      return;
    }
    this.name ??= name;
    this.#variable(variable);
  }

  #variable(variable: Variable): void {
    if (this.#seen.has(variable)) return;
    this.#seen.add(variable);
    // In CommonJS the scope of a module is that of a function.
    if (variable.scope.block.type === 'Program') {
      this.isKept = true;
      this.isExported ||= isExported(variable);
    }
    for (const reference of variable.references) if (reference.isRead()) this.at(reference.identifier);
  }

  #member(node: TSESTree.MemberExpression): void {
    const name = propertyName(node);
    const { parent, child } = outside(node);
    const call = parent?.type === 'CallExpression' && parent.callee === child ? parent : undefined;
    if (name === undefined) {
      // `client[method](…)` may be anything.
      if (call) this.#isHandedOn = true;
      return;
    }
    if (parent?.type === 'AssignmentExpression' && parent.left === child) this.written.push(name);
    else if (call) this.#called(call, name);
    else this.read.push(name);
    if (!call && own(this.#ref.type.members, name)?.carries) this.at(node);
  }

  #called(call: TSESTree.CallExpression, name: string): void {
    this.calls.push({ name, call });
    const known = own(this.#ref.type.members, name);
    // `this` in such a listener is the value itself.
    if (call.arguments.some((each) => each.type === 'FunctionExpression' && /\bthis\b/.test(this.#source.textOf(each))))
      this.#isHandedOn = true;
    if (name === 'then') return this.#handed(call);
    if (known?.chains || known?.carries || FLUENT.test(name) || name === 'catch' || name === 'finally') this.at(call);
  }

  /** `connect(url).then((connection) => …)`, which may also pass it on. */
  #handed(call: TSESTree.CallExpression): void {
    const given = call.arguments[0] && unwrap(call.arguments[0]);
    const variable = given?.type === 'Identifier' ? this.#source.scopes.variableOf(given) : undefined;
    const handler = isFunctionLiteral(given) ? given : variable && functionOf(variable);
    if (!handler) this.#isHandedOn = true;
    else if (handler.params[0]) this.bind(handler.params[0]);
  }

  #assigned(assignment: TSESTree.AssignmentExpression, child: Node): void {
    if (assignment.left === child) return;
    const left = unwrap(assignment.left);
    if (left.type === 'Identifier') this.bind(left);
    else if (left.type === 'MemberExpression') this.#field(left, propertyName(left));
    else this.#isHandedOn = true;
    this.at(assignment);
  }

  /** `this.pool = …`, `pool = …` of a class, `global.pool = …`. */
  #field(place: TSESTree.MemberExpression | TSESTree.PropertyDefinition, name: string | undefined): void {
    const owner =
      place.type === 'PropertyDefinition'
        ? place.parent.parent
        : place.object.type === 'ThisExpression'
          ? ownerOfThis(place.object)
          : undefined;
    if (place.type === 'MemberExpression' && isOfProcess(place)) {
      this.#exported();
      return;
    }
    const places = owner && name !== undefined ? fieldPlaces(owner, name, this.#source) : undefined;
    if (!places || this.#seen.has(places)) {
      this.#isHandedOn = true;
      return;
    }
    this.name ??= place.type === 'MemberExpression' ? place : undefined;
    this.isKept = true;
    for (const read of places.reads) if (read !== place) this.at(read);
  }

  /** What a function of the file returns, its callers get; one that others can call hands it on. */
  #returned(parent: Node): void {
    const fn = isFunction(parent) ? parent : enclosingFunction(parent);
    const uses = fn && this.#callsOf(fn);
    if (uses) for (const use of uses) this.at(use);
    else this.#isReturned = true;
  }

  /** `return { pool, release }`: callers of this file take it out again by its name. */
  #returnedIn(literal: Node, name: string | undefined): boolean {
    const { parent } = outside(literal);
    const isReturned = parent?.type === 'ReturnStatement' || parent?.type === 'ArrowFunctionExpression';
    const fn = isReturned ? (isFunction(parent) ? parent : enclosingFunction(parent)) : undefined;
    const uses = fn && this.#callsOf(fn);
    if (!uses || name === undefined) return false;
    return uses.every((use) => {
      const { parent: waiting } = outside(use);
      const { parent: taker } = waiting?.type === 'AwaitExpression' ? outside(waiting) : { parent: waiting };
      if (taker?.type !== 'VariableDeclarator' || taker.init === null || taker.id.type !== 'ObjectPattern')
        return false;
      const taken = patternProperty(taker.id, name);
      if (taken) this.bind(taken);
      return taker.id.properties.every((each) => each.type === 'Property');
    });
  }

  #callsOf(fn: FunctionNode): readonly Node[] | undefined {
    const { parent } = outside(fn);
    // What the executor of a promise or a listener returns is lost.
    if (parent?.type === 'NewExpression') return [];
    const id =
      fn.type === 'FunctionDeclaration' ? fn.id : parent?.type === 'VariableDeclarator' ? parent.id : undefined;
    const variable = id?.type === 'Identifier' ? this.#source.scopes.variableOf(id) : undefined;
    if (!variable || functionOf(variable) !== fn || isExported(variable)) return undefined;
    const uses = variable.references.filter((each) => each.isRead()).map(({ identifier }) => outside(identifier));
    const calls = uses.map(({ parent: call, child }) =>
      call?.type === 'CallExpression' && call.callee === child ? call : undefined,
    );
    return calls.every((call) => call !== undefined) ? calls : undefined;
  }

  /** It is passed to a call, or stands in a literal that is. */
  #argument(call: Call, child: Node): void {
    const position = call.arguments.indexOf(child as TSESTree.CallExpressionArgument);
    const callee = unwrap(call.callee);
    const fn = call.type === 'CallExpression' ? this.#source.origin.functionOf(call) : undefined;
    const parameter = fn?.params[position];
    const method = callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
    if (parameter && !fn.params.some((each) => each.type === 'RestElement')) return this.bind(parameter);
    if (method !== undefined && STORING.has(method)) this.#isHandedOn = true;
    this.passed.push({ call, argument: child });
  }

  /** `{ client }` that is passed or returned. */
  #packed(parent: Node): void {
    let at = parent.type === 'Property' ? (parent.parent as Node) : parent;
    if (parent.type === 'Property' && this.#returnedIn(at, propertyName(parent))) return;
    for (let depth = 0; depth < 8; depth++) {
      const { parent: outer, child } = outside(at);
      if (outer?.type === 'CallExpression' || outer?.type === 'NewExpression') {
        if (outer.callee !== child) this.passed.push({ call: outer, argument: child });
        return;
      }
      // `module.exports = { pool }`
      if (outer?.type === 'AssignmentExpression' && outer.left.type === 'MemberExpression' && isOfProcess(outer.left)) {
        this.#exported();
        return;
      }
      if (outer?.type !== 'Property' && outer?.type !== 'ArrayExpression' && outer?.type !== 'SpreadElement') break;
      at = outer.type === 'Property' ? outer.parent : outer;
    }
    this.#isHandedOn = true;
  }
}

const STORING = new Set(['push', 'unshift', 'add', 'set', 'append', 'enqueue', 'splice']);

function isExported(variable: Variable): boolean {
  return [...variable.identifiers, ...variable.references.map(({ identifier }) => identifier)].some((name) => {
    for (let at: Node | undefined = name.parent; at; at = at.parent) {
      if (at.type.startsWith('Export')) return true;
      if (at.type === 'AssignmentExpression')
        return at.left.type === 'MemberExpression' && /exports$/.test(nameOf(at.left));
      if (at.type === 'BlockStatement' || isFunction(at)) {
        if (isFunction(at) && at.type === 'FunctionDeclaration' && at.id === name) continue;
        return false;
      }
    }
    return false;
  });
}

/** `module.exports`, `exports`: the object that a member hangs on, down to its last name. */
function nameOf(member: TSESTree.MemberExpression): string {
  const object = unwrap(member.object);
  if (object.type === 'Identifier' && object.name === 'exports') return 'exports';
  if (propertyName(member) === 'exports') return 'exports';
  return object.type === 'MemberExpression' ? nameOf(object) : '';
}

/** `globalThis.pool`, `module.exports`, `exports.pool`. */
function isOfProcess(member: TSESTree.MemberExpression): boolean {
  const object = unwrap(member.object);
  return nameOf(member) === 'exports' || (object.type === 'Identifier' && /^global/.test(object.name));
}
