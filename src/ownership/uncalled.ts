import type { TSESTree } from '@typescript-eslint/utils';

import { HOSTS } from '../catalog/hosts.ts';
import { escaped } from '../catalog/patterns.ts';
import {
  type ClassNode,
  type FunctionNode,
  type Node,
  contains,
  isClass,
  isFunction,
  outside,
  unwrap,
} from '../lang/nodes.ts';
import type { Variable } from '../lang/scopes.ts';
import { type Exports, exportsOf } from '../project/exports.ts';
import type { OwnershipSource } from './ownership.ts';

/**
 * Whether another file may use an export of this one by one of its names; `whole` is what the module is itself. Without any name:
 * whether it is not known where the file stands.
 */
export type MayBeUsed = (names: readonly string[]) => boolean;

/** How many functions that call each other are followed. */
const DEEP = 6;

const CALLED = new RegExp(HOSTS.calledByName);

type Unit = FunctionNode | ClassNode;

/**
 * Whether a place stands in a function or class of the module that nobody names but itself, neither here nor in a file that imports it.
 * What is part of something else (a property, an argument, a method of what is used) may be called by anybody.
 *
 *     async function load() { await fetch(address); }      // named nowhere else, and not exported
 */
export function isUncalled(node: Node, source: OwnershipSource, mayBeUsed: MayBeUsed): boolean {
  return isDoingSomething(source) && isUnused(node, source, mayBeUsed, 0);
}

function isUnused(node: Node, source: OwnershipSource, mayBeUsed: MayBeUsed, depth: number): boolean {
  const unit = unitOf(node);
  // What stands in no function runs when the module is loaded.
  if (!unit || depth > DEEP || isFoundByFramework(unit)) return false;
  const names = exportedNames(unit, source);
  const variable = variableOf(unit, source);
  if (names.length === 0 && !variable) return false;
  const uses = usesOf(unit, variable).filter((use) => !isExport(use, source));
  return (
    uses.every((use) => isUnused(use, source, mayBeUsed, depth + 1)) &&
    !names.some((name) => CALLED.test(name) || isUsedByMember(name, source)) &&
    !mayBeUsed(names)
  );
}

/** Whether a module offers something, or does something as it is loaded: where it does neither, it is an excerpt. */
function isDoingSomething(source: OwnershipSource): boolean {
  const { names, all, whole } = exportsIn(source);
  if (names.size > 0 || all.length > 0 || whole) return true;
  const { program, census } = source;
  if (program.type !== 'Program' || census.modules.size === 0) return false;
  return program.body.some((each) => each.type === 'ExpressionStatement' && unwrap(each.expression).type !== 'Literal');
}

/** The outermost function or class round a node. */
function unitOf(node: Node): Unit | undefined {
  let found: Unit | undefined;
  for (let at: Node | undefined = node; at; at = at.parent) if (isFunction(at) || isClass(at)) found = at;
  return found;
}

/** `@Injectable() class Mailer {}`, and the parts of such classes, which somebody else looks for. */
function isFoundByFramework(unit: Unit): boolean {
  return isClass(unit) && (unit.decorators.length > 0 || unit.superClass !== null);
}

/** The variable of the module that a function or class is. */
function variableOf(unit: Unit, source: OwnershipSource): Variable | undefined {
  const { parent } = outside(unit);
  const isDeclared = unit.type === 'FunctionDeclaration' || unit.type === 'ClassDeclaration';
  const isHeld = parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier';
  const id = isDeclared ? unit.id : isHeld && isOfModule(parent.parent) ? parent.id : undefined;
  return id?.type === 'Identifier' ? source.scopes.variableOf(id) : undefined;
}

function isOfModule({ parent }: TSESTree.VariableDeclaration): boolean {
  return parent.type === 'Program' || parent.type === 'ExportNamedDeclaration';
}

/** The places that name a variable, those inside of what it is left out. */
function usesOf(unit: Unit, variable: Variable | undefined): readonly Node[] {
  const all = variable?.references.filter((each) => each.init !== true).map(({ identifier }) => identifier);
  return (all ?? []).filter((use) => !contains(unit, use));
}

/** The names under which a module offers a function or class. */
function exportedNames(unit: Unit, source: OwnershipSource): readonly string[] {
  const { names, whole } = exportsIn(source);
  const variable = variableOf(unit, source);
  const isIt = (node: Node): boolean => {
    const inner = unwrap(node);
    if (inner === unit) return true;
    return inner.type === 'Identifier' && variable !== undefined && source.scopes.variableOf(inner) === variable;
  };
  const found = [...names].flatMap(([name, each]) => (each.is === 'own' && isIt(each.node) ? [name] : []));
  return whole && isIt(whole) ? [...found, 'whole'] : found;
}

/** Whether a use is what exports the name, and no more: `export { load }`, `module.exports = { load }`, `exports.load = load`. */
function isExport(use: Node, source: OwnershipSource): boolean {
  const { names, whole } = exportsIn(source);
  const { parent, child } = outside(use);
  if (parent?.type === 'ExportSpecifier' || parent?.type === 'ExportDefaultDeclaration') return true;
  const isOffered = [...names.values()].some((each) => each.is === 'own' && unwrap(each.node) === use);
  return isOffered || (whole !== undefined && unwrap(whole) === child);
}

function exportsIn({ program }: OwnershipSource): Exports {
  return program.type === 'Program' ? exportsOf(program) : NOTHING;
}

const NOTHING: Exports = { names: new Map(), all: [], whole: undefined };

/**
 * A module that comes to what it exports by way of the export: `exports.load()`, `this.load()`, `exports[name]()`, and
 * `const api = module.exports = { … }; api.load()`.
 */
function isUsedByMember(name: string, source: OwnershipSource): boolean {
  const text = source.textOf(source.program);
  const held = /(?<![\w$])([\w$]+) ?= ?\(?(?:module\.)?exports\b(?!\s*\.)|\bexports ?= ?([\w$]+)/g;
  const holders = [...text.matchAll(held)].flatMap(([, before, after]) => before ?? after ?? []);
  const objects = ['exports', 'this', 'self', 'that', ...holders].map(escaped).join('|');
  const member = String.raw`\s*\??\.\s*${escaped(name)}(?![\w$])(?!\s*=[^=])|\s*(?:\?\.)?\[(?!\s*['"][\w$]*['"]\s*\]\s*=[^=])`;
  return new RegExp(String.raw`(?<![\w$])(?:${objects})(?:${member})`).test(text);
}
