import type { TSESTree } from '@typescript-eslint/utils';

import { own } from '../catalog/index.ts';
import type { Library } from '../catalog/vocabulary.ts';
import { walk } from '../lang/census.ts';
import { type FunctionNode, type Node, isFunction, propertyName, unwrap } from '../lang/nodes.ts';
import type { OwnershipSource } from './ownership.ts';

/** A call of a client that an attempt makes. */
export interface Attempted {
  /** The call itself, or the call of a function of the file that makes it. */
  readonly call: TSESTree.CallExpression;
  /** It asks over HTTP, where an answer may say that it failed. */
  readonly isRequest: boolean;
  /** It opens a connection that stays. */
  readonly opens: boolean;
}

const DEEP = 2;
/** What a promise is asked for on the way. */
const PASSING = /^(?:then|catch|finally|json|text|blob|arrayBuffer|buffer|execute|exec|lean|toArray|promise)$/;
const OPENING = /^(?:connect|open|login|authenticate|subscribe|start|init|initialize|createConnection|\$connect)$/;

/** The first call of a client in a piece of code, functions that it defines left out; undefined where there is none. */
export function attemptIn(code: Node, source: OwnershipSource, depth = 0): Attempted | undefined {
  let found: Attempted | undefined;
  walk(code, source.visitorKeys ?? {}, (node) => {
    if (found || (node !== code && isFunction(node))) return false;
    if (node.type === 'CallExpression' && !isChained(node)) found = attemptOf(node, source, depth);
    return !found;
  });
  return found;
}

/** `fetch(url).then(read)`: the inner call is the one that counts. */
function isChained(call: TSESTree.CallExpression): boolean {
  const callee = unwrap(call.callee);
  return (
    callee.type === 'MemberExpression' &&
    unwrap(callee.object).type === 'CallExpression' &&
    PASSING.test(propertyName(callee) ?? '')
  );
}

function attemptOf(call: TSESTree.CallExpression, source: OwnershipSource, depth: number): Attempted | undefined {
  const made = source.origin.callOf(call);
  if (made && !made.evidence) {
    const { kind, endsByItself } = made.ref.type;
    if (kind === 'plain' || endsByItself) return undefined;
    return { call, isRequest: kind === 'response', opens: kind === 'client' };
  }
  return ofValue(call, source) ?? ofFunction(call, source, depth);
}

/** A method of a client, a function that the catalog knows to wait. */
function ofValue(call: TSESTree.CallExpression, source: OwnershipSource): Attempted | undefined {
  const callee = unwrap(call.callee);
  const of = source.origin.denote(callee);
  const waits = of?.kind === 'value' ? (of.value.waits ?? typeOf(of.library, of.value.is, source)?.waits) : undefined;
  if (waits && !waits.forAll) return { call, isRequest: waits.for.includes('response'), opens: false };
  if (of?.kind === 'value' && of.value.opens) return { call, isRequest: false, opens: true };
  if (callee.type !== 'MemberExpression') return undefined;
  const name = propertyName(callee) ?? '';
  const on = source.origin.denote(callee.object);
  // `mongoose.connect(url)`: what belongs to the module itself.
  if (on?.kind === 'module' && OPENING.test(name)) return { call, isRequest: false, opens: true };
  const type =
    on?.kind === 'instance' ? on.ref.type : on?.kind === 'value' ? typeOf(on.library, on.value.is, source) : undefined;
  if (!type || type.endsByItself || own(type.dispose, name) || (on?.kind === 'instance' && on.evidence))
    return undefined;
  const asks = type.waits !== undefined || own(type.members, name)?.waits !== undefined;
  if (type.kind === 'client' || type.kind === 'lease') return { call, isRequest: asks, opens: OPENING.test(name) };
  return asks ? { call, isRequest: true, opens: false } : undefined;
}

function typeOf(library: Library, name: string | undefined, source: OwnershipSource) {
  return name === undefined ? undefined : source.catalog.resolve(library, name)?.type;
}

/** A function of the file that makes such a call. */
function ofFunction(call: TSESTree.CallExpression, source: OwnershipSource, depth: number): Attempted | undefined {
  const fn: FunctionNode | undefined = depth < DEEP ? source.origin.functionOf(call) : undefined;
  const inner = fn && attemptIn(fn.body, source, depth + 1);
  return inner && { ...inner, call };
}
