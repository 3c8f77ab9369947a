import type { TSESTree } from '@typescript-eslint/utils';

import { type FunctionNode, type Node, isFunction, isFunctionLiteral } from '../lang/nodes.ts';
import { type Builder, type MaybeNode, type Step, isNode, nodesOf } from './builder.ts';
import { type Chain, chainOf, eager, peel, settled, settles } from './chains.ts';
import type { Draft } from './draft.ts';
import { choice } from './expressions.ts';
import type { FlowRoot } from './graph.ts';
import { within } from './limits.ts';
import { pattern } from './patterns.ts';
import { type Exits, type Targets, functionTargets } from './targets.ts';

/** The code of a whole graph, and its ends. */
export function rootOf(builder: Builder, root: FlowRoot): { entry: Draft; exits: Exits } {
  const exits = {
    return: builder.point(null, 'exit'),
    throw: builder.point(null, 'exit'),
    detached: builder.point(null, 'exit'),
  };
  const targets = functionTargets(exits);
  const code = isFunction(root) ? functionCode(builder, root, targets) : builder.value(root, exits.return, targets);
  return { entry: builder.point(root, 'enter').to('next', code), exits };
}

/**
 * A function that runs here and now: it returns to `next`, and what it throws goes to `thrown`; so does the rejection
 * of a promise that it returns, if that is waited for (`adopts`).
 */
export function inlined(
  builder: Builder,
  fn: FunctionNode,
  next: Draft,
  thrown: Draft,
  outer: Targets,
  adopts = fn.async,
): Draft {
  const exits = { return: next, throw: thrown, detached: outer.exits.detached };
  return functionCode(builder, fn, functionTargets(exits, outer, adopts));
}

function functionCode(builder: Builder, fn: FunctionNode, targets: Targets): Draft {
  const body: Node | null | undefined = fn.body;
  const code =
    !isNode(body) || body.type === 'BlockStatement'
      ? builder.value(body, targets.exits.return, targets)
      : builder.finish(returned(builder, fn, body, targets));
  return nodesOf<TSESTree.Parameter>(fn.params).reduceRight((entry, param) => {
    if (param.type === 'Identifier' && param.name === 'this') return entry;
    return pattern(builder, param, builder.step(param, 'bind', entry, targets), targets);
  }, code);
}

/**
 * `return argument`. A promise chain is begun here and settles after every `finally` of this function has run, beyond
 * the reach of its `catch`: only an `await` would wait for it inside.
 */
export function returned(builder: Builder, node: Node, argument: MaybeNode, targets: Targets): Step {
  const { exits } = targets;
  const leave = (to: Draft): Draft => builder.point(node, 'jump').to('next', targets.leave(to));
  return settling(builder, argument, targets, {
    splits: targets.adopts,
    plain: (value) => ({
      node: value,
      next: leave(targets.adopts ? adopted(builder, value, exits) : exits.return),
      targets,
    }),
    chain: (chain) => {
      const after = leave(settled(builder, chain, exits.return, exits.throw, targets));
      return eager(builder, chain, after, {
        ...targets,
        nullish: chain.optional ? leave(exits.return) : targets.nullish,
      });
    },
  });
}

const PERHAPS_PROMISES = new Set([
  'CallExpression',
  'NewExpression',
  'ImportExpression',
  'Identifier',
  'MemberExpression',
]);

function adopted(builder: Builder, value: MaybeNode, exits: Exits): Draft {
  const inner = peel(value);
  return inner && PERHAPS_PROMISES.has(inner.type) && nameOf(inner) !== 'undefined'
    ? settles(builder, inner, exits.return, exits.throw)
    : exits.return;
}

/** `await argument`. What a chain may throw lies in its parts. */
export function awaited(builder: Builder, node: TSESTree.AwaitExpression, next: Draft, targets: Targets): Step {
  return settling(builder, node.argument, targets, {
    splits: false,
    plain: (value) => ({ node: value, next: builder.step(node, 'done', next, targets), targets }),
    chain: (chain) => {
      const done = builder.point(node, 'done').to('next', next);
      return eager(builder, chain, settled(builder, chain, done, targets.throw(), targets), {
        ...targets,
        nullish: done,
      });
    },
  });
}

/** Both branches of `a ? b : c` are waited for as if each stood alone, if one of them is a chain or `splits` says so. */
function settling(
  builder: Builder,
  argument: MaybeNode,
  targets: Targets,
  build: { splits: boolean; plain: (value: MaybeNode) => Step; chain: (chain: Chain) => Step },
): Step {
  const inner = peel(argument);
  if (inner?.type === 'ConditionalExpression' && (build.splits || hasChain(inner))) {
    const deeper = { ...targets, depth: within(targets.depth + 1) };
    return choice(builder, inner, (branch) => builder.finish(settling(builder, branch, deeper, build)), targets);
  }
  const chain = chainOf(argument, 'direct');
  return chain ? build.chain(chain) : build.plain(argument);
}

function hasChain(node: TSESTree.ConditionalExpression): boolean {
  let last: MaybeNode = node;
  while (last?.type === 'ConditionalExpression') {
    if (chainOf(last.consequent, 'direct')) return true;
    last = peel(last.alternate);
  }
  return chainOf(last, 'direct') !== undefined;
}

/** The function literal that a call runs: `(() => {…})()`, `(function () {…}).call(this)`. Generators do not run when called. */
export function calledAtOnce(node: TSESTree.CallExpression): FunctionNode | undefined {
  const callee = peel(node.callee);
  if (callee?.type === 'MemberExpression' && !callee.computed && /^(?:call|apply)$/.test(nameOf(callee.property))) {
    return literal(peel(callee.object));
  }
  return literal(callee);
}

function literal(node: Node | undefined): FunctionNode | undefined {
  return isFunctionLiteral(node) && !node.generator ? node : undefined;
}

function nameOf(node: MaybeNode): string {
  return node?.type === 'Identifier' ? node.name : '';
}
