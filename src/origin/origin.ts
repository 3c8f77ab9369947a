import type { TSESTree } from '@typescript-eslint/utils';

import { type Catalog, own } from '../catalog/index.ts';
import type { Census } from '../lang/census.ts';
import { type FunctionNode, type Node, isFunction, propertyName, unwrap } from '../lang/nodes.ts';
import { type Scopes, constantInit, isGlobal } from '../lang/scopes.ts';
import { typeDenotes } from './annotations.ts';
import { elementOf, moduleDenotes, namedBy } from './bindings.ts';
import { callbackUse, catalogCall, forwardedUse, listenerUse } from './calls.ts';
import type { Undescribed } from './disposables.ts';
import { memberOf, thisAt } from './members.ts';
import { mayMatter } from './worth-asking.ts';
import {
  type CallbackUse,
  type CatalogCall,
  type Denotation,
  type OriginContext,
  awaited,
  instance,
  promised,
} from './model.ts';
import { calledFunction, promiseMade, resultOf } from './results.ts';
import type { Oracle } from './types.ts';

/**
 * Which entry of the catalog an expression comes from. It works on scopes alone: imports of every form, aliases, destructuring,
 * annotations, class fields and functions of the same file; a type checker may add answers and is never needed. It refuses to
 * guess: what it does not know is undefined. For `const c = await pool.connect()` with `pool` imported from nowhere it knows,
 * `denote(c)` is undefined; with `pool: Pool` annotated, it is the lease `PoolClient` of `pg`.
 */
export interface Origin {
  denote(node: Node): Denotation | undefined;
  /** How the catalog sees a call; undefined when it does not know the callee. */
  callOf(call: TSESTree.CallExpression | TSESTree.NewExpression): CatalogCall | undefined;
  /** The callback or listener of a call that is handed a resource. */
  callbackOf(call: TSESTree.CallExpression | TSESTree.NewExpression): CallbackUse | undefined;
  /** The function of this file that a call calls. */
  functionOf(call: TSESTree.CallExpression | TSESTree.NewExpression): FunctionNode | undefined;
  /** Who declares the type of an expression that the type checker, where there is one, knows to be none of the catalog's. */
  strangerAt(node: Node): 'project' | 'package' | undefined;
  /** What a call brings that no entry describes, where its type says that it has to be disposed of. */
  undescribedAt(call: TSESTree.CallExpression | TSESTree.NewExpression): Undescribed | undefined;
}

export interface OriginSource {
  readonly catalog: Catalog;
  readonly scopes: Scopes;
  readonly census: Census;
  readonly oracle: Oracle | undefined;
  docOf(node: Node): string | undefined;
}

/** The origin layer of a file. */
export function originOf(source: OriginSource): Origin {
  return new FileOrigin(source);
}

const GLOBAL_OBJECTS = new Set(['globalThis', 'window', 'self', 'global']);
const FLUENT = new Set(['on', 'once', 'addListener', 'prependListener', 'off', 'removeListener', 'setMaxListeners']);

class FileOrigin implements Origin, OriginContext {
  readonly catalog: Catalog;
  readonly scopes: Scopes;
  readonly census: Census;
  readonly #source: OriginSource;
  readonly #denoted = new Map<Node, Denotation | undefined>();
  readonly #results = new Map<FunctionNode, Denotation | undefined>();

  constructor(source: OriginSource) {
    this.#source = source;
    this.catalog = source.catalog;
    this.scopes = source.scopes;
    this.census = source.census;
  }

  docOf(node: Node): string | undefined {
    return this.#source.docOf(node);
  }

  undescribedAt(call: TSESTree.CallExpression | TSESTree.NewExpression): Undescribed | undefined {
    return this.#source.oracle?.undescribedAt(call);
  }

  strangerAt(node: Node): 'project' | 'package' | undefined {
    return this.#source.oracle?.strangerAt(node);
  }

  /** A node that is asked for while it is being answered (`x = x ?? …`, recursion) gives undefined. */
  denote(node: Node): Denotation | undefined {
    if (this.#denoted.has(node)) return this.#denoted.get(node);
    this.#denoted.set(node, undefined);
    const found = this.#compute(node) ?? this.#checked(node);
    this.#denoted.set(node, found);
    return found;
  }

  aliasDenotes(alias: TSESTree.TSTypeAliasDeclaration): Denotation | undefined {
    if (this.#denoted.has(alias)) return this.#denoted.get(alias);
    this.#denoted.set(alias, undefined);
    const found = typeDenotes(alias.typeAnnotation, this);
    this.#denoted.set(alias, found);
    return found;
  }

  resultOf(fn: FunctionNode): Denotation | undefined {
    if (this.#results.has(fn)) return this.#results.get(fn);
    this.#results.set(fn, undefined);
    const found = resultOf(fn, this);
    this.#results.set(fn, found);
    return found;
  }

  callOf(call: TSESTree.CallExpression | TSESTree.NewExpression): CatalogCall | undefined {
    return catalogCall(call, this);
  }

  callbackOf(call: TSESTree.CallExpression | TSESTree.NewExpression): CallbackUse | undefined {
    const made = catalogCall(call, this);
    const fn = made ? undefined : calledFunction(call, this);
    return (made && callbackUse(call, made, this)) ?? (fn && forwardedUse(call, fn, this)) ?? listenerUse(call, this);
  }

  functionOf(call: TSESTree.CallExpression | TSESTree.NewExpression): FunctionNode | undefined {
    return calledFunction(call, this);
  }

  /** The checker is asked last, and only for what can hold a resource. */
  #checked(node: Node): Denotation | undefined {
    const { oracle } = this.#source;
    if (!oracle || !mayMatter(node, this)) return undefined;
    switch (node.type) {
      case 'Identifier':
        return isGlobal(this.scopes.variableOf(node)) ? undefined : oracle.denote(node);
      case 'MemberExpression':
      case 'NewExpression':
        return oracle.denote(node);
      case 'CallExpression':
        return this.#checkedCall(oracle.denote(node), unwrap(node.callee));
      default:
        return undefined;
    }
  }

  /** What methods of its own types bring into being is for the catalog to say. */
  #checkedCall(found: Denotation | undefined, callee: Node): Denotation | undefined {
    if (found?.kind !== 'instance' || callee.type !== 'MemberExpression') return found;
    return this.denote(callee.object)?.kind === 'instance' ? { ...found, fresh: 'no' } : found;
  }

  #compute(node: Node): Denotation | undefined {
    switch (node.type) {
      case 'Identifier':
        return namedBy(node, this);
      case 'ThisExpression':
        return thisAt(node);
      case 'MemberExpression':
        return this.#member(node);
      case 'CallExpression':
        return this.#call(node);
      case 'NewExpression':
        return this.#construction(node);
      case 'ImportExpression':
        return node.source.type === 'Literal' && typeof node.source.value === 'string'
          ? moduleDenotes(node.source.value, this, true)
          : undefined;
      case 'AwaitExpression':
        return awaited(this.denote(node.argument));
      case 'TSAsExpression':
      case 'TSTypeAssertion':
      case 'TSSatisfiesExpression':
        return typeDenotes(node.typeAnnotation, this) ?? this.denote(node.expression);
      case 'TSNonNullExpression':
      case 'ChainExpression':
        return this.denote(node.expression);
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
        return { kind: 'function', fn: node };
      case 'ClassExpression':
        return { kind: 'class', node };
      default:
        return this.#composite(node);
    }
  }

  #composite(node: Node): Denotation | undefined {
    switch (node.type) {
      case 'ConditionalExpression':
        return this.denote(node.consequent) ?? this.denote(node.alternate);
      case 'LogicalExpression':
        return (node.operator === '&&' ? undefined : this.denote(node.left)) ?? this.denote(node.right);
      case 'AssignmentExpression':
        return this.denote(node.right);
      case 'SequenceExpression': {
        const last = node.expressions.at(-1);
        return last && this.denote(last);
      }
      case 'ArrayExpression':
        return this.#array(node.elements);
      default:
        return undefined;
    }
  }

  #array(elements: readonly (Node | null)[]): Denotation | undefined {
    const known = elements.map((element) =>
      element && element.type !== 'SpreadElement' ? this.denote(element) : undefined,
    );
    return known.some(Boolean) ? { kind: 'tuple', elements: known, promise: false } : undefined;
  }

  #member(node: TSESTree.MemberExpression): Denotation | undefined {
    const name = propertyName(node);
    const object = unwrap(node.object);
    if (name === undefined) return node.computed ? elementOf(this.denote(object)) : undefined;
    if (object.type === 'Identifier' && GLOBAL_OBJECTS.has(object.name) && isGlobal(this.scopes.variableOf(object))) {
      const found = this.catalog.global(name);
      return found && { kind: 'value', ...found };
    }
    const of = this.denote(object);
    return of ? memberOf(of, name, this) : this.#literalMember(object, name);
  }

  /** `clients.db` of `const clients = { db: new Pool() }`. */
  #literalMember(object: Node, name: string): Denotation | undefined {
    const variable = object.type === 'Identifier' ? this.scopes.variableOf(object) : undefined;
    const init = variable && constantInit(variable);
    const literal = init && unwrap(init);
    if (literal?.type !== 'ObjectExpression') return undefined;
    const property = literal.properties.find((each) => each.type === 'Property' && propertyName(each) === name);
    return property?.type === 'Property' ? this.denote(property.value) : undefined;
  }

  #construction(node: TSESTree.NewExpression): Denotation | undefined {
    const made = catalogCall(node, this);
    if (made) return fromResult(made);
    const callee = unwrap(node.callee);
    if (callee.type === 'Identifier' && callee.name === 'Promise') return promiseMade(node, this);
    const of = this.denote(callee);
    return of?.kind === 'class' ? { kind: 'object', of: of.node } : undefined;
  }

  #call(node: TSESTree.CallExpression): Denotation | undefined {
    const callee = unwrap(node.callee);
    if (callee.type === 'Identifier' && callee.name === 'require' && isGlobal(this.scopes.variableOf(callee))) {
      const source = node.arguments[0];
      return source?.type === 'Literal' && typeof source.value === 'string'
        ? moduleDenotes(source.value, this)
        : undefined;
    }
    const value = this.denote(callee);
    if (value?.kind === 'value' && value.value.givesModule) return this.#moduleOf(callee);
    const made = catalogCall(node, this);
    if (made) return fromResult(made, node, this);
    const fn = calledFunction(node, this);
    if (fn) return this.resultOf(fn);
    return callee.type === 'MemberExpression' ? this.#methodCall(node, callee) : undefined;
  }

  /** `require('sqlite3').verbose()` is the module again. */
  #moduleOf(callee: Node): Denotation | undefined {
    return callee.type === 'MemberExpression' ? this.denote(callee.object) : undefined;
  }

  #methodCall(node: TSESTree.CallExpression, callee: TSESTree.MemberExpression): Denotation | undefined {
    const name = propertyName(callee);
    if (name === undefined) return undefined;
    const of = this.denote(callee.object);
    if (of?.kind === 'instance') {
      if (of.promise)
        return name === 'catch' || name === 'finally' ? of : name === 'then' ? this.#then(node) : undefined;
      const member = own(of.ref.type.members, name);
      if (member?.chains || FLUENT.has(name)) return { ...of, fresh: 'no', promise: member?.async === true };
      return undefined;
    }
    if (of?.kind === 'collection' && name === 'get') return of.element;
    if ((name === 'all' || name === 'race' || name === 'any') && this.#isPromise(callee.object))
      return this.#combined(node, name);
    return undefined;
  }

  #isPromise(node: Node): boolean {
    return node.type === 'Identifier' && node.name === 'Promise' && isGlobal(this.scopes.variableOf(node));
  }

  /** `Promise.all([a, b])` gives a tuple, `Promise.race` the first that is known. */
  #combined(node: TSESTree.CallExpression, name: string): Denotation | undefined {
    const inputs = node.arguments[0] && this.denote(node.arguments[0]);
    if (inputs?.kind !== 'tuple') return undefined;
    if (name === 'all') return { ...inputs, elements: inputs.elements.map(awaited), promise: true };
    const first = inputs.elements.find((element) => element?.kind === 'instance');
    return first?.kind === 'instance' ? { ...first, promise: true, fresh: 'maybe' } : undefined;
  }

  #then(node: TSESTree.CallExpression): Denotation | undefined {
    const handler = node.arguments[0] && unwrap(node.arguments[0]);
    return isFunction(handler) ? promised(awaited(this.resultOf(handler))) : undefined;
  }
}

/** What the chosen result of a catalog call makes of its value. With a callback in place the call itself gives no resource. */
function fromResult(
  made: CatalogCall,
  call?: TSESTree.CallExpression,
  context?: OriginContext,
): Denotation | undefined {
  if (made.result.callback && call && context) {
    const handed = callbackUse(call, made, context) !== undefined;
    const returns =
      made.result.returns === undefined ? undefined : context.catalog.resolve(made.library, made.result.returns);
    if (handed || made.result.async !== true) return instance(returns);
  }
  const found = instance(
    made.ref,
    made.result.owned === false ? 'no' : made.result.owned === 'if disposed' ? 'maybe' : 'yes',
    made.result.async === true,
  );
  return found && made.evidence ? { ...found, evidence: made.evidence } : found;
}
