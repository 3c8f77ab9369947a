import type { TSESTree } from '@typescript-eslint/utils';

import type { Framework, Look } from '../catalog/frameworks/vocabulary.ts';
import {
  type FunctionNode,
  type Node,
  boundIdentifier,
  isFunction,
  literalValue,
  propertyName,
  unwrap,
} from '../lang/nodes.ts';
import { perObject } from '../memo.ts';
import { functionsGiven } from './functions.ts';
import { memberFunctions } from './member-functions.ts';
import type { Handler, ScopeSource } from './model.ts';

/** The handlers in a call that is known by its looks: nothing is known of `router`, but `router.get('/users', (req, res) => …)` is plain. */
export function lookingLike(call: TSESTree.CallExpression, source: ScopeSource): readonly Handler[] {
  const callee = unwrap(call.callee);
  const name = callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
  if (callee.type !== 'MemberExpression' || name === undefined) return [];
  for (const framework of looking(source.frameworks)) {
    const look = framework.looks?.find((each) => fits(each, name, callee.object, call));
    const found = look ? call.arguments.flatMap((argument) => functionsGiven(argument, source)) : [];
    const taken = found.filter((fn) => !look?.parameter || look.parameter.includes(firstName(fn) ?? ''));
    if (taken.length > 0) return taken.map((fn) => ({ fn, framework: framework.name, unit: framework.unit }));
  }
  return [];
}

/** The frameworks whose handlers are known by looks. */
const looking = perObject((frameworks: readonly Framework[]) => frameworks.filter(({ looks }) => looks !== undefined));

function fits(look: Look, name: string, object: Node, call: TSESTree.CallExpression): boolean {
  if (look.methods?.includes(name) !== true) return false;
  if (look.path && !isPath(call.arguments[0])) return false;
  return look.receiver === undefined || namesIn(object).some((each) => new RegExp(look.receiver ?? '').test(each));
}

/** A string that starts with a slash, or a regular expression. */
function isPath(argument: Node | undefined): boolean {
  const inner = argument && unwrap(argument);
  if (!inner) return false;
  if (inner.type === 'TemplateLiteral') return inner.quasis[0]?.value.raw.startsWith('/') === true;
  if (inner.type === 'Literal' && 'regex' in inner) return true;
  const value = literalValue(inner)?.value;
  return typeof value === 'string' && value.startsWith('/');
}

/** The names along a chain: `t`, `procedure` and `input` of `t.procedure.input(schema)`. */
function namesIn(node: Node): readonly string[] {
  const names: string[] = [];
  for (let at = unwrap(node); ;) {
    if (at.type === 'CallExpression') at = unwrap(at.callee);
    else if (at.type === 'MemberExpression') {
      names.push(propertyName(at) ?? '');
      at = unwrap(at.object);
    } else {
      if (at.type === 'Identifier') names.push(at.name);
      return names;
    }
  }
}

/** What a function calls its first parameter. */
export function firstName(fn: FunctionNode): string | undefined {
  return boundIdentifier(fn.params[0])?.name;
}

/** The framework to whose handlers a function belongs by the name of the property that holds it: `eachMessage`, `Query.user`. */
export function heldByName(fn: FunctionNode, source: ScopeSource): Handler | undefined {
  const property = fn.parent as Node | undefined;
  const name = property?.type === 'Property' && property.value === fn ? propertyName(property) : undefined;
  if (name === undefined) return undefined;
  const outer = property?.parent?.parent;
  const above = outer?.type === 'Property' ? propertyName(outer) : undefined;
  for (const framework of looking(source.frameworks)) {
    const isOne = framework.looks?.some(
      ({ properties }) => properties?.includes(name) === true || properties?.includes(`${above ?? ''}.*`) === true,
    );
    if (isOne === true) return { fn, framework: framework.name, unit: framework.unit };
  }
  return undefined;
}

const ASKED = new Set(['query', 'params', 'body', 'cookies', 'session']);

/** A function whose parameter `req` is read as only an incoming request is: `req.query`, `req.headers.authorization`. */
export function readsRequest(fn: FunctionNode, source: ScopeSource): Handler | undefined {
  return fn.params.slice(0, 2).some((parameter) => isRequest(parameter, source, 0))
    ? { fn, framework: 'HTTP', unit: 'request' }
    : undefined;
}

/** Whether a parameter is read like a request, or handed to a function of the file that reads it so. */
function isRequest(parameter: Node, source: ScopeSource, depth: number): boolean {
  const name = boundIdentifier(parameter);
  const variable = name?.name === 'req' ? source.scopes.variableOf(name) : undefined;
  return (variable?.references ?? []).some(({ identifier }) => {
    if (isAsked(identifier)) return true;
    const call = identifier.parent as Node | undefined;
    const position = call?.type === 'CallExpression' ? call.arguments.indexOf(identifier as TSESTree.Identifier) : -1;
    if (call?.type !== 'CallExpression' || position < 0 || depth > 2) return false;
    const called = source.origin.functionOf(call);
    return (called ? [called] : memberFunctions(call, source)).some((each) => {
      const taken = each.params[position];
      return taken !== undefined && isRequest(taken, source, depth + 1);
    });
  });
}

function isAsked(identifier: Node): boolean {
  const member = identifier.parent;
  if (member?.type !== 'MemberExpression' || member.object !== identifier) return false;
  const name = propertyName(member) ?? '';
  const outer = member.parent;
  if (outer.type === 'AssignmentExpression' && outer.left === member) return false;
  if (ASKED.has(name)) return true;
  return name === 'headers' && outer.type === 'MemberExpression' && outer.object === member && isRead(outer);
}

function isRead(member: TSESTree.MemberExpression): boolean {
  const name = propertyName(member);
  return name !== undefined && name === name.toLowerCase() && !isFunction(member.parent) && !isWritten(member);
}

function isWritten(member: Node): boolean {
  return member.parent?.type === 'AssignmentExpression' && member.parent.left === member;
}
