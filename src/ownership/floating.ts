import type { TSESTree } from '@typescript-eslint/utils';

import { type TypeRef, own } from '../catalog/index.ts';
import {
  type FunctionNode,
  type Node,
  contains,
  enclosingFunction,
  isFunction,
  literalValue,
  outside,
  propertyName,
  unwrap,
} from '../lang/nodes.ts';
import { functionOf } from '../lang/scopes.ts';
import { placeOf } from './acquisitions.ts';
import { type Closing, Closings, droppedIn } from './closing.ts';
import type { OwnershipSource } from './ownership.ts';
import { type Waiter, waiterAt } from './waiting.ts';

/** A closing or connecting whose end nobody waits for, or nobody can. */
export interface Floating {
  readonly fault: Fault;
  /** The short range that stands for it. */
  readonly place: Node;
  readonly ref: TypeRef;
  /** The call that closes or connects; for `using`, the one that acquires. */
  readonly call: TSESTree.CallExpression | TSESTree.NewExpression;
  /** What it is called on, or the name that `using` declares; undefined for a function of the file. */
  readonly receiver: Node | undefined;
  /** The call of `forEach` that drops the promises, the call that ends the process, the listener's event, the use that comes too soon. */
  readonly beside: Node | undefined;
  /** The function that could wait. */
  readonly waiter: Waiter | undefined;
}

export type Fault =
  /** Its promise is dropped. */
  | 'dropped'
  /** `process.exit()` comes before its end. */
  | 'cutOff'
  /** `forEach` drops the promises of its callback. */
  | 'each'
  /** It stands in an `exit` listener, which cannot wait. */
  | 'exitHook'
  /** `using` disposes synchronously. */
  | 'using'
  /** The connection is used before it is there. */
  | 'connecting';

/**
 * Closings and connectings that float. Only what the file shows to be wrong counts: somebody waits for the function round the call, so
 * that it could have waited; or nobody can wait there at all.
 *
 *     async function scan(page) {
 *       try { await page.goto(url); }
 *       finally { page.close(); }      // `scan` is done before the page is closed → floats
 *     }
 */
export function floatingOf(source: OwnershipSource): readonly Floating[] {
  if (source.isTestFile) return [];
  const finder = new Finder(source);
  const found = source.census.calls.flatMap((call) => finder.at(call) ?? []);
  const first = new Map(found.toReversed().map((each) => [each.beside ?? each.call, each]));
  return found.filter((each) => each.fault === 'connecting' || first.get(each.beside ?? each.call) === each);
}

class Finder {
  readonly #source: OwnershipSource;
  readonly #closings: Closings;

  constructor(source: OwnershipSource) {
    this.#source = source;
    this.#closings = new Closings(source);
  }

  /** What floats at a call. */
  at(call: TSESTree.CallExpression | TSESTree.NewExpression): Floating | undefined {
    const using = this.#using(call);
    if (using || call.type === 'NewExpression') return using;
    const statement = droppedIn(call);
    const connecting = statement && this.#connecting(call, statement);
    if (connecting) return connecting;
    const listener = exitListener(call);
    if (listener) return this.#named(call, listener);
    const together = statement && this.#together(call);
    if (together) return this.#dropped(together, statement);
    const closing = this.#closings.of(call);
    if (!closing || this.#isOfItsOwn(closing) || this.#isOver(closing)) return undefined;
    return this.#inExit(closing) ?? this.#each(closing) ?? (statement && this.#dropped(closing, statement));
  }

  #dropped(closing: Closing, statement: Node): Floating | undefined {
    if (isMeant(statement, this.#source)) return undefined;
    const exit = endOfProcess(statement);
    const waiter = waiterAt(closing.call, this.#source);
    if (exit) return made('cutOff', closing, exit, waiter ?? asynchronous(closing.call));
    return waiter && made('dropped', closing, undefined, waiter);
  }

  /** `Promise.all([redis.quit(), pool.end()])`, `Promise.all(clients.map((client) => client.quit()))`: what the combinator waits for, if anything waits for it. */
  #together(combinator: TSESTree.CallExpression): Closing | undefined {
    const isCombinator = isCalled(combinator, 'all') || isCalled(combinator, 'allSettled');
    const given =
      isCombinator && isPromise(combinator) ? combinator.arguments[0] && unwrap(combinator.arguments[0]) : undefined;
    if (!given) return undefined;
    for (const call of this.#source.census.calls) {
      if (call.type !== 'CallExpression' || !contains(given, call) || !isPartOf(call, given)) continue;
      const closing = this.#closings.of(call);
      if (closing && !this.#isOfItsOwn(closing)) return { call: combinator, ref: closing.ref, receiver: undefined };
    }
    return undefined;
  }

  /** `clients.forEach((client) => client.quit())`, `clients.forEach(async (client) => { await client.quit(); })` */
  #each({ call, ...closing }: Closing): Floating | undefined {
    const fn = enclosingFunction(call);
    const loop = fn && outside(fn).parent;
    if (!fn || loop?.type !== 'CallExpression' || loop.arguments[0] !== fn || !isCalled(loop, 'forEach'))
      return undefined;
    const statement = droppedIn(loop);
    if (!statement || isMeant(statement, this.#source) || !isGivenUp(call, fn)) return undefined;
    const waiter = waiterAt(loop, this.#source);
    return waiter && made('each', { call, ...closing }, loop, waiter);
  }

  /** `process.on('exit', async () => { await pool.end(); })` */
  #inExit(closing: Closing): Floating | undefined {
    for (let fn = enclosingFunction(closing.call); fn; fn = enclosingFunction(fn)) {
      const { parent } = outside(fn);
      const registered = parent?.type === 'CallExpression' ? exitListener(parent) : undefined;
      if (registered && parent?.type === 'CallExpression' && unwrap(registered) === fn)
        return made('exitHook', closing, parent.arguments[0], undefined);
    }
    return undefined;
  }

  /** `process.on('exit', closeAll)`: reported at the name. */
  #named(call: TSESTree.CallExpression, listener: Node): Floating | undefined {
    const variable = listener.type === 'Identifier' ? this.#source.scopes.variableOf(listener) : undefined;
    const fn = variable && functionOf(variable);
    const ref = fn && this.#closings.closedBy(fn);
    if (!ref) return undefined;
    return {
      fault: 'exitHook',
      place: listener,
      ref,
      call,
      receiver: undefined,
      beside: call.arguments[0],
      waiter: undefined,
    };
  }

  /** `using client = new MongoClient(url)` */
  #using(call: TSESTree.CallExpression | TSESTree.NewExpression): Floating | undefined {
    let { parent } = outside(call);
    if (parent?.type === 'AwaitExpression') ({ parent } = outside(parent));
    const declaration = parent?.type === 'VariableDeclarator' ? parent.parent : undefined;
    if (parent?.type !== 'VariableDeclarator' || (declaration as { kind?: string } | undefined)?.kind !== 'using')
      return undefined;
    const found = parent.init && this.#source.origin.denote(parent.init);
    if (found?.kind !== 'instance' || found.promise || found.ref.type.symbol?.async !== true) return undefined;
    const waiter = waiterAt(call, this.#source);
    return {
      fault: 'using',
      place: placeOf(call),
      ref: found.ref,
      call,
      receiver: parent.id,
      beside: declaration,
      waiter,
    };
  }

  /** `producer.connect(); await producer.send(…)` of a library that does not let calls wait for the connection. */
  #connecting(call: TSESTree.CallExpression, statement: Node): Floating | undefined {
    const callee = unwrap(call.callee);
    const name = callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
    if (callee.type !== 'MemberExpression' || name === undefined || !this.#source.catalog.speaksOf(name))
      return undefined;
    const on = this.#source.origin.denote(callee.object);
    if (on?.kind !== 'instance' || on.promise || own(on.ref.type.members, name)?.readyAfter !== true) return undefined;
    if (call.arguments.some((argument) => isFunction(unwrap(argument)))) return undefined;
    const use = useBehind(statement, this.#source.textOf(callee.object), this.#source);
    const waiter = use && waiterAt(call, this.#source);
    if (!waiter || isMeant(statement, this.#source)) return undefined;
    return {
      fault: 'connecting',
      place: placeOf(call),
      ref: on.ref,
      call,
      receiver: callee.object,
      beside: use,
      waiter,
    };
  }

  /** `for await (const line of file.readLines()) …; file.close();`: what was read to its end closed it, and nothing is left to wait for. */
  #isOver({ call, ref, receiver }: Closing): boolean {
    const text = receiver && this.#source.textOf(receiver);
    const home = enclosingFunction(call);
    return this.#source.census.calls.some((before) => {
      const callee = unwrap(before.callee);
      if (callee.type !== 'MemberExpression' || before.range[1] > call.range[0]) return false;
      const isForced = own(ref.type.dispose, propertyName(callee) ?? '')?.forced === true;
      const { parent, child } = outside(before);
      const isReadToEnd = parent?.type === 'ForOfStatement' && parent.right === child && !contains(parent, call);
      return (
        isForced &&
        isReadToEnd &&
        enclosingFunction(before) === home &&
        this.#source.textOf(unwrap(callee.object)) === text
      );
    });
  }

  /** `consumer.run({ eachMessage: async () => { consumer.disconnect(); } })`: closing waits for the callback, which must not wait for it. */
  #isOfItsOwn({ call, receiver }: Closing): boolean {
    const text = receiver && this.#source.textOf(receiver);
    for (let at = call.parent as Node | undefined; at && text !== undefined; at = at.parent) {
      if (
        (at.type !== 'CallExpression' && at.type !== 'NewExpression') ||
        !at.arguments.some((each) => contains(each, call))
      )
        continue;
      const callee = unwrap(at.callee);
      const on = callee.type === 'MemberExpression' ? this.#source.textOf(unwrap(callee.object)) : undefined;
      if (on === text || at.arguments.some((each) => this.#source.textOf(each) === text)) return true;
    }
    return false;
  }
}

/** The function that could at least wait itself, though nobody does for it. */
function asynchronous(node: Node): Waiter | undefined {
  const fn = enclosingFunction(node);
  return fn?.async ? { fn, how: 'async' } : undefined;
}

function made(
  fault: Fault,
  { call, ref, receiver }: Closing,
  beside: Node | undefined,
  waiter: Waiter | undefined,
): Floating {
  return { fault, place: placeOf(call), ref, call, receiver, beside, waiter };
}

const FORGETTING =
  /\b(?:no-floating-promises|fire[- ]and[- ]forget|background|deliberate|intentional|(?:no|not|without|don'?t|doesn'?t|never)\b[^.]{0,24}\b(?:a?wait|block))/i;

/** Whether a comment beside a statement says that nobody is meant to wait. */
function isMeant(statement: Node, source: OwnershipSource): boolean {
  return FORGETTING.test(source.commentsBeside(statement));
}

/** Whether a callback gives up the promise of a call, or waits for it so that its own is the one that is dropped. */
function isGivenUp(call: Node, fn: FunctionNode): boolean {
  const { parent } = outside(call);
  return droppedIn(call) !== undefined || parent === fn || (parent?.type === 'AwaitExpression' && fn.async);
}

function isPromise(call: TSESTree.CallExpression): boolean {
  const callee = unwrap(call.callee);
  return callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && callee.object.name === 'Promise';
}

/** Whether the promise of a call is one of those in an array, or of those that a `map` gives. */
function isPartOf(call: Node, given: Node): boolean {
  const { parent } = outside(call);
  if (parent === given) return given.type === 'ArrayExpression';
  const fn = enclosingFunction(call);
  const mapped = fn && outside(fn).parent;
  return (
    fn !== undefined && mapped === given && isCalled(mapped as TSESTree.CallExpression, 'map') && isGivenBack(call, fn)
  );
}

function isGivenBack(call: Node, fn: FunctionNode): boolean {
  const { parent } = outside(call);
  return parent === fn || parent?.type === 'ReturnStatement' || (parent?.type === 'AwaitExpression' && fn.async);
}

function isCalled(call: TSESTree.CallExpression, name: string): boolean {
  const callee = unwrap(call.callee);
  return callee.type === 'MemberExpression' && propertyName(callee) === name;
}

/** The listener that a call registers for the end of the process. */
function exitListener(call: TSESTree.CallExpression): Node | undefined {
  const callee = unwrap(call.callee);
  const [event, listener] = call.arguments;
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier' || callee.object.name !== 'process')
    return undefined;
  const isListening = ['on', 'once', 'addListener', 'prependListener'].includes(propertyName(callee) ?? '');
  return isListening && event && literalValue(event)?.value === 'exit' ? listener && unwrap(listener) : undefined;
}

/** The `process.exit()` that follows a statement in its block with nothing to wait for in between. */
function endOfProcess(statement: Node): Node | undefined {
  const block = statement.parent;
  const list = block?.type === 'BlockStatement' || block?.type === 'Program' ? block.body : [];
  for (const next of list.slice(list.indexOf(statement as TSESTree.Statement) + 1)) {
    if (next.type !== 'ExpressionStatement' || next.expression.type !== 'CallExpression') return undefined;
    const callee = unwrap(next.expression.callee);
    if (callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && callee.object.name === 'process')
      return propertyName(callee) === 'exit' ? next.expression : undefined;
  }
  return undefined;
}

/** Whether the statement round a call waits for what it gives, as it is or at the end of a chain. */
function isAwaited(call: Node): boolean {
  for (let at = call.parent; at && !at.type.endsWith('Statement'); at = at.parent) {
    if (at.type === 'AwaitExpression') return true;
    if (isFunction(at)) return false;
  }
  return false;
}

const LISTENING = new Set(['on', 'once', 'off', 'addListener', 'removeListener', 'setMaxListeners']);

/** The first call on the same expression in the statements behind one, before anything else could have waited for it. */
function useBehind(statement: Node, receiver: string, source: OwnershipSource): Node | undefined {
  const block = statement.parent;
  if (block?.type !== 'BlockStatement') return undefined;
  const behind = block.body.slice(block.body.indexOf(statement as TSESTree.Statement) + 1);
  const home = enclosingFunction(statement);
  for (const next of behind) {
    for (const call of source.census.calls) {
      const callee = unwrap(call.callee);
      if (!contains(next, call) || enclosingFunction(call) !== home || callee.type !== 'MemberExpression') continue;
      const isSame = source.textOf(unwrap(callee.object)) === receiver;
      if (isSame && !LISTENING.has(propertyName(callee) ?? '') && isAwaited(call)) return placeOf(call);
    }
    if (source.textOf(next).includes('await') || next.type !== 'ExpressionStatement') return undefined;
  }
  return undefined;
}
