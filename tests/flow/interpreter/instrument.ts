import type { TSESTree } from '@typescript-eslint/utils';

import type { Role } from '../../../src/flow/graph.ts';
import type { Node } from '../../../src/lang/nodes.ts';
import { planOf, type Source, walk } from './read.ts';

/**
 * Rewrites a program so that a run of it says what it did. It is written against the language, not against the graph:
 * each step that may throw, each choice and each settlement tells the runtime `$` its node and what became of it.
 */
export interface Instrumented {
  readonly code: string;
  readonly idOf: ReadonlyMap<Node, number>;
  /** Steps that always say something when they are passed: `id:role`. */
  readonly speaking: ReadonlySet<string>;
  /** Steps that say something only if they go one way, with the way that they go otherwise. */
  readonly quiet: ReadonlyMap<string, string>;
}

export function instrument(source: Source): Instrumented {
  const work = new Instrumenter(source);
  for (const node of walk(source.program, source.keys)) work.visit(node);
  return { code: work.edited(), idOf: work.idOf, speaking: work.speaking, quiet: work.quiet };
}

class Instrumenter {
  readonly source: Source;
  readonly idOf = new Map<Node, number>();
  readonly speaking = new Set<string>();
  readonly quiet = new Map<string, string>();
  readonly #before = new Map<number, string[]>();
  readonly #after = new Map<number, string[]>();
  /** Calls that are parts of a promise chain or run a function literal: they cannot throw by themselves. */
  readonly #harmless = new Set<Node>();
  /** Functions whose returned promise is waited for. */
  readonly #adopting = new Set<Node>();
  readonly #handled = new Set<Node>();

  constructor(source: Source) {
    this.source = source;
  }

  edited(): string {
    const { text } = this.source;
    let code = '';
    for (let i = 0; i <= text.length; i++) {
      code += [...(this.#after.get(i) ?? []), ...(this.#before.get(i) ?? [])].join('') + (text[i] ?? '');
    }
    return code;
  }

  visit(node: Node): void {
    (REWRITES as Record<string, ((work: Instrumenter, node: Node) => void) | undefined>)[node.type]?.(this, node);
  }

  wrap(node: Node, prefix: string, suffix: string): void {
    push(this.#before, node.range[0], prefix, 'last');
    push(this.#after, node.range[1], suffix, 'first');
  }

  insert(at: number, text: string): void {
    push(this.#before, at, text, 'last');
  }

  id(node: Node): number {
    const known = this.idOf.get(node) ?? this.idOf.size + 1;
    this.idOf.set(node, known);
    return known;
  }

  speaks(node: Node, role: Role): number {
    this.speaking.add(`${String(this.id(node))}:${role}`);
    return this.id(node);
  }

  whispers(node: Node, otherwise: string): number {
    this.quiet.set(`${String(this.id(node))}:test`, otherwise);
    return this.id(node);
  }

  /** An argument behind the others: the last thing that is evaluated before the call. */
  lastArgument(node: TSESTree.CallExpression | TSESTree.NewExpression, text: string): void {
    const last = node.arguments.at(-1);
    const end = node.range[1] - 1;
    if (this.source.text[end] !== ')') this.insert(node.range[1], `(${text})`);
    else push(this.#after, end, last ? `, ${text}` : text, 'last');
  }

  condition(node: Node): void {
    switch (node.type) {
      case 'UnaryExpression':
        if (node.operator === '!') return this.condition(node.argument);
        break;
      case 'LogicalExpression':
        this.#handled.add(node);
        if (node.operator === '??') this.nullish(node.left, true);
        else this.condition(node.left);
        return this.condition(node.right);
      case 'ConditionalExpression':
        this.#handled.add(node);
        this.condition(node.test);
        this.condition(node.consequent);
        return this.condition(node.alternate);
      case 'SequenceExpression':
        return this.condition(node.expressions.at(-1) as Node);
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'TSSatisfiesExpression':
      case 'TSTypeAssertion':
        return this.condition(node.expression);
      case 'Literal':
        return;
    }
    // a chain that was cut short is not asked
    const method = node.type === 'ChainExpression' ? 'cc' : 'c';
    this.wrap(node, `$.${method}(${String(this.speaks(node, 'test'))},(`, '))');
  }

  /** The left side of `??`; as a condition it is asked twice. */
  nullish(node: Node, twice: boolean): void {
    this.wrap(node, `$.${twice ? 'nc' : 'n'}(${String(this.speaks(node, 'test'))},(`, '))');
  }

  isHandled(node: Node): boolean {
    return this.#handled.has(node);
  }

  isHarmless(node: Node): boolean {
    return this.#harmless.has(node);
  }

  adopts(fn: Node | undefined): boolean {
    return fn !== undefined && this.#adopting.has(fn);
  }

  /** A promise chain: its foot settles, its handlers run. */
  chain(node: TSESTree.CallExpression, where: 'waited' | 'dropped' | 'stored'): boolean {
    const { links, foot } = linksOf(node);
    const fn = foot.type === 'CallExpression' ? calledLiteral(foot) : undefined;
    const isAsync = fn?.async === true;
    const handlers = links.flatMap((link) => link.arguments.slice(0, nameOf(link.callee) === 'then' ? 2 : 1));
    const wanted =
      where === 'stored'
        ? isLiteral
        : (each: Node) => isLiteral(each) || each.type === 'Identifier' || each.type === 'MemberExpression';
    if (!isAsync && !handlers.some(wanted)) return false;
    for (const link of links) this.#harmless.add(link);
    if (where !== 'waited') this.wrap(node, `$.f(${String(this.speaks(node, 'fork'))},`, ')');
    if (isAsync) {
      this.#harmless.add(foot);
      this.#adopting.add(fn);
      if (where !== 'waited') this.wrap(fn, '$.lazy(', ')');
    } else this.wrap(foot, `$.s(${String(this.speaks(foot, 'settle'))},(`, '))');
    for (const handler of handlers) {
      if (isLiteral(handler)) this.#adopting.add(handler);
      else if (wanted(handler)) this.wrap(handler, `$.h(${String(this.speaks(handler, 'settle'))},`, ')');
    }
    return true;
  }

  /** `await e`, `return e` and `=> e`: both branches of a choice are waited for, if one is a chain. */
  waited(node: Node, plain: (node: Node) => void, chained?: (node: Node) => void, always = false): void {
    const inner = peel(node);
    if (
      inner.type === 'ConditionalExpression' &&
      (always || isChained(inner.consequent) || isChained(inner.alternate))
    ) {
      for (const branch of [inner.consequent, inner.alternate]) {
        if (isChained(branch)) chained?.(branch);
        this.waited(branch, plain, chained, always);
      }
    } else if (inner.type !== 'CallExpression' || !this.chain(inner, 'waited')) plain(node);
  }

  textOf(node: Node): string {
    return this.source.text.slice(...node.range);
  }
}

function push(map: Map<number, string[]>, at: number, text: string, where: 'first' | 'last'): void {
  const list = map.get(at) ?? [];
  if (where === 'first') list.unshift(text);
  else list.push(text);
  map.set(at, list);
}

type Rewrites = { readonly [T in Node['type']]?: (work: Instrumenter, node: Extract<Node, { type: T }>) => void };

const REWRITES: Rewrites = {
  CallExpression: rewriteCall,
  NewExpression: (work, node) => {
    work.lastArgument(node, `...$.at(${String(work.speaks(node, 'done'))})`);
  },
  TaggedTemplateExpression: (work, node) => {
    work.insert(node.range[1] - 1, `\${$.at(${String(work.speaks(node, 'done'))})}`);
  },
  AwaitExpression: (work, node) => {
    const told =
      (method: string) =>
      (branch: Node): void => {
        work.wrap(branch, `$.${method}(${String(work.speaks(node, 'done'))},(`, '))');
      };
    work.waited(node.argument, told('p'), told('q'));
  },
  YieldExpression: (work, node) => {
    const id = String(work.speaks(node, 'done'));
    if (!node.argument) work.insert(node.range[1], ` $.y(${id})`);
    else work.wrap(node.argument, `$.${node.delegate ? 'delegate' : 'y'}(${id},(`, '))');
  },
  ReturnStatement: (work, node) => {
    if (node.argument) returned(work, node.argument, functionOf(node));
  },
  ArrowFunctionExpression: (work, node) => {
    if (node.body.type !== 'BlockStatement') returned(work, node.body, node);
  },
  IfStatement: (work, node) => {
    work.condition(node.test);
  },
  WhileStatement: (work, node) => {
    work.condition(node.test);
  },
  DoWhileStatement: (work, node) => {
    work.condition(node.test);
  },
  ForStatement: (work, node) => {
    if (node.test) work.condition(node.test);
  },
  ConditionalExpression: (work, node) => {
    if (!work.isHandled(node)) work.condition(node.test);
  },
  LogicalExpression: (work, node) => {
    if (work.isHandled(node)) return;
    if (node.operator === '??') work.nullish(node.left, false);
    else work.condition(node.left);
  },
  AssignmentExpression: (work, node) => {
    const ways = { '??=': ['nullish', 'next'], '||=': ['false', 'true'], '&&=': ['true', 'false'] }[
      node.operator as '??='
    ] as [string, string] | undefined;
    if (ways) work.wrap(node.right, `($.e(${String(work.whispers(node.left, ways[1]))},'${ways[0]}'),(`, '))');
  },
  AssignmentPattern: (work, node) => {
    work.wrap(node.right, `($.e(${String(work.whispers(node, 'next'))},'nullish'),(`, '))');
  },
  MemberExpression: (work, node) => {
    if (!node.optional) return;
    const told = `$.e(${String(work.whispers(node.object, 'nullish'))},'next')`;
    if (node.computed) work.wrap(node.property, `(${told},(`, '))');
    else work.wrap(node.property, `[(${told},'`, `')]`);
  },
  ForOfStatement: (work, node) => {
    const using =
      node.left.type === 'VariableDeclaration' && node.left.kind.endsWith('using')
        ? String(work.speaks(node.left, 'dispose'))
        : '0';
    work.wrap(node.right, `$.${node.await ? 'aiter' : 'iter'}(${String(work.speaks(node, 'test'))},${using},(`, '))');
  },
  ForInStatement: (work, node) => {
    work.wrap(node.right, '$.keys((', '))');
    work.wrap(node.body, `{$.e(${String(work.whispers(node, 'false'))},'true');`, '}');
  },
  SwitchStatement: (work, node) => {
    work.wrap(node.discriminant, '((', '),true)');
  },
  SwitchCase: (work, node) => {
    if (node.test) work.wrap(node.test, `$.case(${String(work.speaks(node, 'test'))},(`, '))');
  },
  VariableDeclaration: (work, node) => {
    if (!node.kind.endsWith('using') || node.parent.type === 'ForOfStatement') return;
    const id = String(work.speaks(node, 'dispose'));
    node.declarations.forEach((each, i) => {
      if (each.init) work.wrap(each.init, `$.resource(${i === 0 ? id : '0'},(`, '))');
    });
  },
};

function returned(work: Instrumenter, argument: Node, fn: Node | undefined): void {
  const adopts = work.adopts(fn);
  work.waited(
    argument,
    (plain) => {
      if (adopts) adopted(work, peel(plain));
    },
    undefined,
    adopts,
  );
}

function adopted(work: Instrumenter, inner: Node): void {
  if (work.textOf(inner) !== 'undefined' && /^(?:Call|New|Import|Member)Expression$|^Identifier$/.test(inner.type))
    work.wrap(inner, `$.a(${String(work.speaks(inner, 'settle'))},(`, '))');
}

function rewriteCall(work: Instrumenter, node: TSESTree.CallExpression): void {
  if (work.isHarmless(node)) return;
  const dropped = isDropped(node);
  if (work.chain(node, dropped ? 'dropped' : 'stored')) return;
  if (calledLiteral(node) ?? isLiteral(node.callee)) return;
  if (node.optional) {
    const open = work.source.text.indexOf('(', node.callee.range[1]);
    work.insert(open + 1, `...$.opt(${String(work.whispers(node.callee, 'nullish'))}), `);
  }
  work.lastArgument(node, `...$.at(${String(work.speaks(node, 'done'))})`);
  for (const { fn, when } of planOf(node)?.callbacks ?? []) {
    if (when === 'later') work.speaks(node, 'fork');
    if (when === 'maybe-many') work.wrap(fn, `$.many(${String(work.speaks(fn, 'test'))},`, ')');
  }
}

function isDropped(node: Node): boolean {
  const { parent } = outermost(node);
  return parent?.type === 'ExpressionStatement' || (parent?.type === 'UnaryExpression' && parent.operator === 'void');
}

function outermost(node: Node): Node {
  let at = node;
  while (at.parent?.type === 'ChainExpression' || at.parent?.type === 'TSAsExpression') at = at.parent;
  return at;
}

function linksOf(node: TSESTree.CallExpression): { links: TSESTree.CallExpression[]; foot: Node } {
  const links: TSESTree.CallExpression[] = [];
  let foot: Node = node;
  while (
    foot.type === 'CallExpression' &&
    foot.callee.type === 'MemberExpression' &&
    /^(?:then|catch|finally)$/.test(nameOf(foot.callee) ?? '') &&
    foot.arguments.length > 0
  ) {
    links.push(foot);
    foot = peel(foot.callee.object);
  }
  return { links, foot };
}

function nameOf(callee: Node): string | undefined {
  return callee.type === 'MemberExpression' && callee.property.type === 'Identifier' ? callee.property.name : undefined;
}

/** Whether the expression is a chain that is believed where it is waited for. */
function isChained(node: Node): boolean {
  const inner = peel(node);
  if (inner.type !== 'CallExpression') return false;
  const { links, foot } = linksOf(inner);
  return links.length > 0 || (foot.type === 'CallExpression' && calledLiteral(foot)?.async === true);
}

function calledLiteral(
  node: TSESTree.CallExpression,
): TSESTree.FunctionExpression | TSESTree.ArrowFunctionExpression | undefined {
  const { callee } = node;
  const fn =
    callee.type === 'MemberExpression' && /^(?:call|apply)$/.test(nameOf(callee) ?? '') ? callee.object : callee;
  return isLiteral(fn) && !fn.generator ? fn : undefined;
}

function isLiteral(node: Node): node is TSESTree.FunctionExpression | TSESTree.ArrowFunctionExpression {
  return node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression';
}

function peel(node: Node): Node {
  return node.type === 'ChainExpression' || node.type === 'TSAsExpression' || node.type === 'TSNonNullExpression'
    ? peel(node.expression)
    : node;
}

function functionOf(node: Node): Node | undefined {
  let at: Node | undefined = node.parent;
  while (at && !/^(?:FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(at.type)) at = at.parent;
  return at;
}
