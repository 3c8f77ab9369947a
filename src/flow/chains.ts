import type { TSESTree } from '@typescript-eslint/utils';

import { type Node, isFunctionLiteral } from '../lang/nodes.ts';
import { type Builder, type MaybeNode, type Step, isNode, nodesOf } from './builder.ts';
import type { Draft } from './draft.ts';
import { calledAtOnce, inlined } from './functions.ts';
import type { Targets } from './targets.ts';

/** `p.then(f, g)`, `p.catch(g)` or `p.finally(h)`. */
interface Link {
  readonly call: TSESTree.CallExpression;
  readonly member: TSESTree.MemberExpression;
  readonly method: 'then' | 'catch' | 'finally';
  readonly handlers: readonly Node[];
}

/** A promise and the handlers hung on it; or the call of an async function that is written where it is called. */
export interface Chain {
  /** The whole expression. */
  readonly call: TSESTree.CallExpression;
  /** From the last handler to the first. */
  readonly links: readonly Link[];
  /** The promise at the foot. */
  readonly base: Node;
  /** Whether a `?.` may cut the chain short. */
  readonly optional: boolean;
}

/**
 * The chain that an expression is. Where its settlement matters at once (`direct`: awaited, returned, dropped) a named
 * handler is enough; where the promise is kept (`stored`), a method that happens to be called `then` or `catch` is
 * believed only if it takes a function literal.
 */
export function chainOf(node: MaybeNode, where: 'direct' | 'stored'): Chain | undefined {
  const call = peel(node);
  if (call?.type !== 'CallExpression') return undefined;
  const links: Link[] = [];
  let base: Node = call;
  for (let link = linkOf(base); link; link = linkOf(base)) {
    links.push(link);
    base = peel(link.member.object) ?? base;
    if (base === link.call) return undefined;
  }
  const wanted = where === 'direct' ? isHandler : isFunctionLiteral;
  if (!asyncCall(base) && !links.some((link) => link.handlers.some(wanted))) return undefined;
  return { call, links, base, optional: peeledChain(node) };
}

function linkOf(node: Node): Link | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const member = peel(node.callee);
  const handlers = nodesOf<Node>(node.arguments);
  if (member?.type !== 'MemberExpression' || member.computed || handlers.length === 0) return undefined;
  const property: MaybeNode = member.property;
  if (!isNode(property) || property.type !== 'Identifier') return undefined;
  const { name } = property;
  if (name !== 'then' && name !== 'catch' && name !== 'finally') return undefined;
  return { call: node, member, method: name, handlers: handlers.slice(0, name === 'then' ? 2 : 1) };
}

function isHandler(node: Node): boolean {
  return (
    isFunctionLiteral(node) ||
    (node.type === 'Identifier' && node.name !== 'undefined') ||
    node.type === 'MemberExpression' ||
    node.type === 'CallExpression'
  );
}

/** The async function that a call runs at once: its promise settles as its body completes. */
function asyncCall(node: Node): ReturnType<typeof calledAtOnce> {
  const fn = node.type === 'CallExpression' ? calledAtOnce(node) : undefined;
  return fn?.async ? fn : undefined;
}

/** What happens at once: the promise at the foot is made, and handlers that are no literals are evaluated. */
export function eager(builder: Builder, chain: Chain, next: Draft, targets: Targets): Step {
  const foot = chain.links.reduce((after, { call, member }) => {
    const others = nodesOf<Node>(call.arguments).filter((each) => !runsInside(each));
    const entry = builder.finish(builder.sequence(others, after, targets));
    return member.optional ? builder.nullTest(member.object, targets.nullish ?? next, entry) : entry;
  }, next);
  const body = asyncCall(chain.base);
  return body
    ? builder.sequence([(chain.base as TSESTree.CallExpression).arguments], foot, targets)
    : { node: chain.base, next: foot, targets };
}

/** What happens later: the promise settles, and the handlers run; then `fulfilled` or `rejected`. */
export function settled(builder: Builder, chain: Chain, fulfilled: Draft, rejected: Draft, targets: Targets): Draft {
  let yes = fulfilled;
  let no = rejected;
  const run = (handler: Node | undefined, skip: Draft, after = yes): Draft =>
    handle(builder, handler, skip, after, no, targets);
  for (const { method, handlers } of chain.links) {
    const [first, second] = handlers;
    if (method === 'then') [yes, no] = [run(first, yes), run(second, no)];
    else if (method === 'catch') no = run(first, no);
    else [yes, no] = [run(first, yes), run(first, no, no)];
  }
  const body = asyncCall(chain.base);
  return body ? inlined(builder, body, yes, no, targets) : settles(builder, chain.base, yes, no);
}

/** A handler and the two ways out of it; `skip` where there is none. */
function handle(
  builder: Builder,
  handler: Node | undefined,
  skip: Draft,
  yes: Draft,
  no: Draft,
  targets: Targets,
): Draft {
  if (isFunctionLiteral(handler) && !handler.generator) return inlined(builder, handler, yes, no, targets, true);
  return handler && isHandler(handler) ? settles(builder, handler, yes, no) : skip;
}

/** A promise that is fulfilled, or rejected if the caller of the graph says so. */
export function settles(builder: Builder, node: Node, yes: Draft, no: Draft): Draft {
  const point = builder.point(node, 'settle').to('next', yes);
  return builder.options.mayThrow(node, 'settle') ? point.to('throw', no) : point;
}

/** A chain that nobody waits for. */
export function forked(builder: Builder, chain: Chain, next: Draft, targets: Targets): Step {
  const { detached } = targets.exits;
  const fork = builder
    .point(chain.call, 'fork')
    .to('next', next)
    .to('fork', settled(builder, chain, detached, detached, targets));
  return eager(builder, chain, fork, { ...targets, nullish: targets.nullish ?? next });
}

function runsInside(node: Node): boolean {
  return isFunctionLiteral(node) && !node.generator;
}

const FRAMES = new Set([
  'ChainExpression',
  'ParenthesizedExpression',
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
]);

/** The expression inside parentheses and types; undefined where it is not written yet. */
export function peel(node: MaybeNode): Node | undefined {
  let inner: MaybeNode = node;
  while (isNode(inner) && FRAMES.has(inner.type)) inner = (inner as Node & { expression: MaybeNode }).expression;
  return isNode(inner) ? inner : undefined;
}

/** Whether a frame round the chain is that of `?.`. */
function peeledChain(node: MaybeNode): boolean {
  let inner: MaybeNode = node;
  while (isNode(inner) && FRAMES.has(inner.type)) {
    if (inner.type === 'ChainExpression') return true;
    inner = (inner as Node & { expression: MaybeNode }).expression;
  }
  return false;
}
