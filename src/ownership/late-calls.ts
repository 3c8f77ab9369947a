import type { TSESTree } from '@typescript-eslint/utils';

import { type TypeRef, own } from '../catalog/index.ts';
import { type FunctionNode, type Node, boundIdentifier, outside, propertyName, unwrap } from '../lang/nodes.ts';
import type { OwnershipContext } from './context.ts';
import { isLooking } from './uses.ts';

/** Methods that open again what was closed. */
const REOPENING = /^(?:re)?(?:connect|open|init|initialize|start|listen|login|restart|launch)$/;

/** Methods that end something, take a listener off or ask how things stand: nothing is lost when they come late. */
const HARMLESS =
  /^(?:on|once|off|emit|ref|unref|abort|cancel|kill|address|version|url|status|escape|escapeId|format|toString|toJSON|inspect|valueOf|(?:is|has)[A-Z]\w*|(?:\$?(?:add|remove|prepend|set|get)(?:All)?)?Listeners?\w*|(?:add|remove)EventListener|event\w*|listener\w*|setMaxListeners|(?:close|end|destroy|release|disconnect|quit|terminate|dispose|stop|shutdown|drain|clear|clean|teardown|unsubscribe|removeAll|remove|detach|unpipe)(?:[A-Z]\w*)?)$/;

/** Whether a method only ends something, takes a listener off or asks how things stand. */
export function isHarmless(name: string): boolean {
  return HARMLESS.test(name) || REOPENING.test(name);
}

/** Whether calling that method of a disposed resource opens it again. */
export function isReopening(name: string, ref: TypeRef): boolean {
  return name === ref.type.opensAt || REOPENING.test(name);
}

/**
 * The call by which an expression that means the resource puts it to work: a method of it, a call that borrows it, a function of this
 * file that does either. Undefined for all that does not need the resource to be open, and where nothing is known of the callee.
 */
export function workingCall(expression: Node, ref: TypeRef, context: OwnershipContext): Node | undefined {
  return workOf(expression, ref, context, 0);
}

function workOf(expression: Node, ref: TypeRef, context: OwnershipContext, depth: number): Node | undefined {
  const { parent, child } = outside(expression);
  switch (parent?.type) {
    case 'MemberExpression':
      return parent.object === child ? methodCall(parent, ref) : undefined;
    case 'CallExpression':
    case 'NewExpression':
      return parent.callee === child ? undefined : argumentOf(parent, child, ref, context, depth);
    case 'Property':
      return bagged(parent, ref);
    default:
      return undefined;
  }
}

/** `client.query(sql)`, but not `client.release()`, `client.isOpen()` and `client.connect()`. */
function methodCall(member: TSESTree.MemberExpression, ref: TypeRef): Node | undefined {
  const name = propertyName(member);
  const { parent, child } = outside(member);
  if (name === undefined || parent?.type !== 'CallExpression' || parent.callee !== child) return undefined;
  if (own(ref.type.dispose, name) || own(ref.type.closedWhen, name) !== undefined) return undefined;
  if (own(ref.type.members, name)?.safe || HARMLESS.test(name) || isReopening(name, ref)) return undefined;
  return parent;
}

/** `find({}, { session })` */
function bagged(property: TSESTree.Property, ref: TypeRef): Node | undefined {
  const name = propertyName(property);
  const { parent: call } = outside(property.parent);
  if (call?.type !== 'CallExpression' || name === undefined) return undefined;
  return ref.type.borrowedAs?.includes(name) ? call : undefined;
}

/** What a call does that is given the resource: a function of this file is read, a method of the catalog borrows it; of others nothing is known. */
function argumentOf(
  call: TSESTree.CallExpression | TSESTree.NewExpression,
  child: Node,
  ref: TypeRef,
  context: OwnershipContext,
  depth: number,
): Node | undefined {
  const position = call.arguments.indexOf(child as TSESTree.CallExpressionArgument);
  const callee = unwrap(call.callee);
  if (callee.type === 'MemberExpression' && isLooking(callee)) return undefined;
  const fn = call.type === 'CallExpression' ? context.origin.functionOf(call) : undefined;
  return fn && depth < 3 && worksWith(fn, position, ref, context, depth + 1) ? call : undefined;
}

/** Whether a function of this file puts its parameter to work, whatever else happens in it. */
function worksWith(
  fn: FunctionNode,
  position: number,
  ref: TypeRef,
  context: OwnershipContext,
  depth: number,
): boolean {
  const name = boundIdentifier(fn.params[position]);
  const variable = name && context.variableOf(name);
  const body = fn.body.type === 'BlockStatement' ? fn.body.body : [fn.body];
  return (variable?.references ?? []).some(({ identifier }) => {
    const call = workOf(identifier, ref, context, depth);
    // A use under a condition may ask first whether the resource is open.
    return call !== undefined && body.some((statement) => isUnconditional(call, statement));
  });
}

function isUnconditional(node: Node, statement: Node): boolean {
  for (let at: Node | undefined = node; at; at = at.parent) {
    if (at === statement) return true;
    if (/^(?:If|Switch|While|For|Conditional|Logical|Catch|Arrow|Function)/.test(at.type)) return false;
  }
  return false;
}
