import type { TSESTree } from '@typescript-eslint/utils';

import type { Catalog } from '../catalog/index.ts';
import type { Census } from '../lang/census.ts';
import { type FunctionNode, type Node, propertyName, unwrap } from '../lang/nodes.ts';
import { type Scopes, type Variable, isGlobal } from '../lang/scopes.ts';
import type { Project } from '../project/project.ts';
import { exportsOf, requiredBy } from '../project/exports.ts';
import { namedType, typeDenotes } from './annotations.ts';
import { appliedResult } from './applied.ts';
import { elementOf, moduleDenotes, namedBy, requiredDenotes, variableDenotes } from './bindings.ts';
import { callbackUse, catalogCall, forwardedUse, fromResult, listenerUse } from './calls.ts';
import { wrapperOf } from './contracts.ts';
import type { Undescribed } from './disposables.ts';
import { Neighbourhood } from './elsewhere.ts';
import { unlessHandedBack } from './handed-back.ts';
import { literalMember, memberOf, thisAt } from './members.ts';
import { mayMatter } from './worth-asking.ts';
import {
  type CallbackUse,
  type CatalogCall,
  type Denotation,
  type Home,
  type Located,
  type Neighbours,
  awaited,
  instance,
  seenFrom,
} from './model.ts';
import { methodCallDenotes } from './promises.ts';
import { calleeOf, codeAt, promiseMade, resultOf } from './results.ts';
import { sourceOf } from './source-of-file.ts';
import { givenBy, telling } from './structures.ts';
import type { Oracle } from './types.ts';

export type { Origin } from './model.ts';

export interface OriginSource {
  readonly catalog: Catalog;
  readonly scopes: Scopes;
  readonly census: Census;
  readonly oracle: Oracle | undefined;
  readonly program: TSESTree.Program;
  readonly visitorKeys: Home['visitorKeys'];
  /** The other files; undefined where the file is judged alone. */
  readonly project?: Project | undefined;
  docOf(node: Node): string | undefined;
  textOf(node: Node): string;
}

/** The origin layer of a file. */
export function originOf(source: OriginSource): Home {
  if (!source.project) return new FileOrigin(source, undefined, undefined);
  const around = neighbourhoodOf(source, source.project, false);
  const origin: FileOrigin = new FileOrigin(
    source,
    source.project.path,
    around.ofLinted(() => origin),
  );
  return origin;
}

/** Other files, as those see the linted one that import it: whatever a text promises, it is read. */
export function importersOf(source: OriginSource, origin: Home): (path: string) => Home | undefined {
  const around = source.project && neighbourhoodOf(source, source.project, true);
  around?.ofLinted(() => origin);
  return (path) => around?.homeAt(path);
}

function neighbourhoodOf(source: OriginSource, project: Project, isOpen: boolean): Neighbourhood {
  return new Neighbourhood({
    project,
    catalog: source.catalog,
    own: exportsOf(source.program),
    text: source.textOf(source.program),
    isOpen,
    homeOf: (file, neighbours) => new FileOrigin(sourceOf(file, source.catalog), file.path, neighbours),
  });
}

const GLOBAL_OBJECTS = new Set(['globalThis', 'window', 'self', 'global']);

class FileOrigin implements Home {
  readonly catalog: Catalog;
  readonly scopes: Scopes;
  readonly census: Census;
  readonly program: TSESTree.Program;
  readonly visitorKeys: Home['visitorKeys'];
  readonly path: string | undefined;
  readonly neighbours: Neighbours | undefined;
  readonly #source: OriginSource;
  readonly #denoted = new Map<Node, Denotation | undefined>();
  readonly #asking = new Set<Node>();
  /** How often a question led round to itself: what is answered meanwhile may be less than the whole answer. */
  #circles = 0;
  readonly #held = new Map<Variable, Denotation | undefined>();
  readonly #calls = new Map<Node, CatalogCall | undefined>();
  readonly #results = new Map<FunctionNode, Denotation | undefined>();

  constructor(source: OriginSource, path: string | undefined, neighbours: Neighbours | undefined) {
    this.#source = source;
    this.catalog = source.catalog;
    this.scopes = source.scopes;
    this.census = source.census;
    this.program = source.program;
    this.visitorKeys = source.visitorKeys;
    this.path = path;
    this.neighbours = neighbours;
  }

  textOf(node: Node): string {
    return this.#source.textOf(node);
  }

  typeNamed(variable: Variable): Denotation | undefined {
    return namedType(variable, this);
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
    const known = this.#denoted.get(node);
    if (known || this.#denoted.has(node)) {
      if (!known && this.#asking.has(node)) this.#circles++;
      return known;
    }
    this.#denoted.set(node, undefined);
    this.#asking.add(node);
    const found = this.#compute(node) ?? this.#checked(node);
    this.#asking.delete(node);
    this.#denoted.set(node, found);
    return found;
  }

  heldBy(variable: Variable): Denotation | undefined {
    return this.#once(this.#held, variable, () => variableDenotes(variable, this));
  }

  /** Answers that came without going round in a circle are kept. */
  #once<K, V>(kept: Map<K, V>, key: K, find: () => V): V {
    const known = kept.get(key);
    if (known !== undefined || kept.has(key)) return known as V;
    const before = this.#circles;
    const found = find();
    if (this.#circles === before) kept.set(key, found);
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
    return this.#once(this.#calls, call, () => catalogCall(call, this));
  }

  callbackOf(call: TSESTree.CallExpression | TSESTree.NewExpression): CallbackUse | undefined {
    const made = this.callOf(call);
    const called = made ? undefined : calleeOf(call, this);
    return (
      (made && callbackUse(call, made, this)) ?? (called && forwardedUse(call, called, this)) ?? listenerUse(call, this)
    );
  }

  functionOf(call: TSESTree.CallExpression | TSESTree.NewExpression): FunctionNode | undefined {
    const called = calleeOf(call, this);
    return called?.home === this ? called.fn : undefined;
  }

  codeOf(node: Node): Denotation | undefined {
    return this.denote(node) ?? codeAt(unwrap(node), this);
  }

  calleeOf(call: TSESTree.CallExpression | TSESTree.NewExpression): Located | undefined {
    return calleeOf(call, this, 'code');
  }

  /** The checker is asked last, and only for what can hold a resource. */
  #checked(node: Node): Denotation | undefined {
    const { oracle } = this.#source;
    if (!oracle || !mayMatter(node, this)) return undefined;
    switch (node.type) {
      case 'Identifier':
        return isGlobal(this.scopes.variableOf(node)) ? undefined : oracle.denote(node);
      case 'MemberExpression':
        return oracle.denote(node);
      case 'NewExpression':
      case 'CallExpression':
        return this.#checkedCall(oracle.denote(node), node);
      default:
        return undefined;
    }
  }

  /** The catalog has spoken of methods of its own types, and of what it describes: `new JSDOM(html)`, which runs no scripts. */
  #checkedCall(found: Denotation | undefined, node: TSESTree.CallExpression | TSESTree.NewExpression): typeof found {
    if (found?.kind !== 'instance') return found;
    const callee = unwrap(node.callee);
    const isMethod = node.type === 'CallExpression' && callee.type === 'MemberExpression';
    const of = this.denote(isMethod ? callee.object : callee);
    const isDescribed = of?.kind === 'value' && node.type === 'NewExpression' && of.value.construct !== undefined;
    return isDescribed || (isMethod && of?.kind === 'instance') ? { ...found, fresh: 'no' } : found;
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
      case 'FunctionDeclaration':
        return { kind: 'function', fn: node };
      case 'ClassExpression':
      case 'ClassDeclaration':
        return { kind: 'class', node };
      case 'ObjectExpression':
        return { kind: 'record', literal: node };
      default:
        return this.#composite(node);
    }
  }

  #composite(node: Node): Denotation | undefined {
    switch (node.type) {
      case 'ConditionalExpression':
        return telling(this.denote(node.consequent)) ?? this.denote(node.alternate) ?? this.denote(node.consequent);
      case 'LogicalExpression': {
        const left = node.operator === '&&' ? undefined : this.denote(node.left);
        return telling(left) ?? this.denote(node.right) ?? left;
      }
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
    return of ? memberOf(of, name, this) : literalMember(object, name, this);
  }

  #construction(node: TSESTree.NewExpression): Denotation | undefined {
    const made = this.callOf(node);
    if (made) return fromResult(made);
    const callee = unwrap(node.callee);
    if (callee.type === 'Identifier' && callee.name === 'Promise') return promiseMade(node, this);
    const of = this.denote(callee);
    if (of?.kind === 'elsewhere' && of.of.kind === 'class')
      return { kind: 'elsewhere', of: { kind: 'object', of: of.of.node }, home: of.home };
    return of?.kind === 'class' ? { kind: 'object', of: of.node } : undefined;
  }

  #call(node: TSESTree.CallExpression): Denotation | undefined {
    const callee = unwrap(node.callee);
    const required =
      callee.type === 'Identifier' && isGlobal(this.scopes.variableOf(callee)) ? requiredBy(node) : undefined;
    if (required !== undefined) return requiredDenotes(required, this);
    const value = this.denote(callee);
    // `require('sqlite3').verbose()` is the module again.
    if (value?.kind === 'value' && value.value.givesModule)
      return callee.type === 'MemberExpression' ? this.denote(callee.object) : undefined;
    const wrapped = wrapperOf(node, this)?.makes;
    if (wrapped !== undefined)
      return instance(this.catalog.typeAt(wrapped), 'yes', wrapperOf(node, this)?.async === true);
    const made = this.callOf(node);
    if (made) return fromResult(made, node, this);
    const called = calleeOf(node, this);
    const gives = called && seenFrom(this, called.home.resultOf(called.fn), called.home);
    if (gives) return unlessHandedBack(gives, called, node, this);
    const applied = appliedResult(node, this) ?? givenBy(value, this);
    if (applied || called) return applied;
    return callee.type === 'MemberExpression' ? methodCallDenotes(node, callee, this) : undefined;
  }
}
