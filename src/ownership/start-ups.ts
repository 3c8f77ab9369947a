import type { TSESTree } from '@typescript-eslint/utils';

import { own } from '../catalog/index.ts';
import { STARTERS, type Starter } from '../catalog/starters.ts';
import {
  type FunctionNode,
  type Node,
  enclosingClass,
  enclosingFunction,
  literalValue,
  outside,
  propertyName,
  unwrap,
} from '../lang/nodes.ts';
import { constantInit, onlyWrite } from '../lang/scopes.ts';
import type { Call } from './context.ts';
import { exportOf } from './listening.ts';
import type { OwnershipSource } from './ownership.ts';

/** What a module starts when it is loaded, and what then works until the process is told to stop. */
export interface StartUp {
  /** The call that starts it. */
  readonly call: Call;
  readonly what: Starter['what'];
  /** How it is stopped, where the catalog says so, and the name that what is to be stopped has; undefined where it has none. */
  readonly stop: { readonly name: string; readonly method: string; readonly calls: boolean } | undefined;
}

/**
 * The servers, workers and schedules that the module starts when it is loaded: at module level, or in functions that are called from
 * there. What a function starts that others call is theirs to stop.
 */
export function startUpsOf(source: OwnershipSource): readonly StartUp[] {
  return source.census.calls.flatMap((call) => {
    const found = startedBy(call, source);
    return found && runsAtStart(call, source) ? [found] : [];
  });
}

function startedBy(call: Call, source: OwnershipSource): StartUp | undefined {
  const made = starterOf(call, source);
  if (made && !made.by) return { call, what: made.what, stop: stopOf(made, call, call) };
  const callee = unwrap(call.callee);
  const name = callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
  if (callee.type !== 'MemberExpression' || name === undefined || call.type === 'NewExpression') return undefined;
  const maker = makerOf(callee.object, source, 0);
  const starter = maker && starterOf(maker, source);
  if (maker && starter?.by?.includes(name)) return { call, what: starter.what, stop: stopOf(starter, maker, call) };
  if (name === 'listen' && isOfProject(callee.object, source)) return { call, what: 'server', stop: undefined };
  const on = source.origin.denote(callee.object);
  const isWorking = on?.kind === 'instance' && own(on.ref.type.members, name)?.livesOn === true && !on.promise;
  return isWorking && on.ref.type.kind === 'client' ? { call, what: 'worker', stop: undefined } : undefined;
}

/** `app` of `import app from './app.js'`: what another file of the project makes, and calls so, is what listens. */
function isOfProject(node: Node, source: OwnershipSource): boolean {
  const inner = unwrap(node);
  const isServer = inner.type === 'Identifier' && /^(?:app|api|\w*server)$/i.test(inner.name);
  return isServer && exportOf(inner, source)?.module.startsWith('.') === true;
}

function starterOf(call: Call, source: OwnershipSource): Starter | undefined {
  const made = exportOf(call.callee, source);
  return made && STARTERS.find(({ modules, makes }) => modules.includes(made.module) && makes.includes(made.path));
}

/** The call that made what an expression holds. */
function makerOf(node: Node, source: OwnershipSource, depth: number): Call | undefined {
  const inner = unwrap(node);
  if (depth > 5) return undefined;
  if (inner.type === 'AwaitExpression') return makerOf(inner.argument, source, depth + 1);
  if (inner.type === 'CallExpression' || inner.type === 'NewExpression') return inner;
  const variable = inner.type === 'Identifier' ? source.scopes.variableOf(inner) : undefined;
  const init = variable && (constantInit(variable) ?? onlyWrite(variable));
  return init && makerOf(init, source, depth + 1);
}

function stopOf({ stop }: Starter, maker: Call, starting: Call): StartUp['stop'] {
  const name = stop && nameOf(stop.of === 'made' ? maker : starting);
  return stop && name !== undefined ? { name, method: stop.method, calls: stop.calls === true } : undefined;
}

/** The name of the constant that holds what a call gives. */
function nameOf(call: Call): string | undefined {
  const { parent, child } = outside(call);
  const { parent: declarator, child: init } = parent?.type === 'AwaitExpression' ? outside(parent) : { parent, child };
  const isHeld = declarator?.type === 'VariableDeclarator' && declarator.init === init;
  return isHeld && declarator.id.type === 'Identifier' ? declarator.id.name : undefined;
}

const DEEP = 6;

/** Whether a node runs when the module is loaded, or in what goes on from there: functions called from it, and what waits for them. */
export function runsAtStart(node: Node, source: OwnershipSource, depth = 0): boolean {
  const fn = enclosingFunction(node);
  if (!fn) return enclosingClass(node) === undefined;
  if (depth > DEEP) return false;
  const { parent, child } = outside(fn);
  if (parent?.type === 'CallExpression')
    return (parent.callee === child || goesOn(parent)) && runsAtStart(parent, source, depth + 1);
  return callsOf(fn, source).some((call) => runsAtStart(call, source, depth + 1));
}

/** Where a function is called by its name, or handed to what goes on with it: `main()`, `connect().then(start)`. */
function callsOf(fn: FunctionNode, source: OwnershipSource): readonly TSESTree.CallExpression[] {
  const { parent } = outside(fn);
  const name =
    fn.type === 'FunctionDeclaration' ? fn.id : parent?.type === 'VariableDeclarator' ? parent.id : undefined;
  const variable = name?.type === 'Identifier' ? source.scopes.variableOf(name) : undefined;
  return (variable?.references ?? []).flatMap(({ identifier }) => {
    const { parent: call, child } = outside(identifier);
    if (call?.type !== 'CallExpression') return [];
    return call.callee === child || goesOn(call) ? [call] : [];
  });
}

const GOING_ON =
  /^(?:then|finally|listen|once|connect|whenReady|ready|sync|authenticate|initialize|init|open|run|register|after)$/;
const BEGINNING = new Set(['listening', 'ready', 'open', 'connect', 'connected']);

/** Whether a call runs the function that it is given as soon as it is done itself: no handler of requests, no timer. */
function goesOn(call: TSESTree.CallExpression): boolean {
  const callee = unwrap(call.callee);
  const name = callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
  if (name === undefined) return false;
  const event = call.arguments[0] && literalValue(call.arguments[0])?.value;
  return name === 'on' || name === 'once' ? BEGINNING.has(event as string) : GOING_ON.test(name);
}
