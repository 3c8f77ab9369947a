import { walk } from '../lang/census.ts';
import {
  type FunctionNode,
  type Node,
  enclosingFunction,
  isFunctionLiteral,
  literalValue,
  propertyName,
  unwrap,
} from '../lang/nodes.ts';
import type { UnclosedClient } from '../ownership/unclosed-clients.ts';
import { indentAt, layoutOf } from './layout.ts';
import type { Editing, Repair, SourceCode } from './model.ts';
import { freeName, meaningOf } from './names.ts';

export const ADD_SHUTDOWN_TITLES = {
  addHook: 'Stop on SIGTERM and SIGINT, and then call `{{closing}}`.',
  completeHook: 'Call `{{closing}}` before the process ends.',
} as const;

type Title = keyof typeof ADD_SHUTDOWN_TITLES;

/** Milliseconds that a process gets to stop. */
const PATIENCE = '10_000';

/**
 * A hook behind what the module starts, which stops that, ends the client and then the process; where the file has handlers already,
 * a line in theirs. Nothing where they end the process in several places, or in none that is a statement.
 */
export function addShutdown(client: UnclosedClient, { sourceCode }: Editing): readonly Repair<Title>[] {
  const closing = closingOf(client, sourceCode);
  if (!closing) return [];
  return client.handlers.length > 0 || client.speaksOfSignals
    ? completed(client, closing, sourceCode)
    : hooked(client, closing, sourceCode);
}

/** The statement that ends the client, without its end. */
function closingOf({ name, disposer }: UnclosedClient, sourceCode: SourceCode): string | undefined {
  const text = sourceCode.getText(name);
  const variable = name.type === 'Identifier' ? meaningOf(name.name, name, sourceCode) : undefined;
  if (!variable || name.type !== 'Identifier') return undefined;
  const isCertain = variable.defs.some(
    ({ parent }) => parent?.type === 'VariableDeclaration' && parent.kind === 'const',
  );
  const call = `${name.name}${isCertain ? '' : '?.'}${isCertain ? '.' : ''}${disposer.method}`;
  if (disposer.isAsync) return `await ${call}()`;
  return isCertain && text !== '' ? `await new Promise((resolve) => ${call}(resolve))` : undefined;
}

function hooked(client: UnclosedClient, closing: string, sourceCode: SourceCode): readonly Repair<Title>[] {
  const { startUp, call, name } = client;
  const statement = statementOf(startUp.call);
  const hook = statement && freeName('shutDown', statement, sourceCode);
  if (!statement || hook === undefined || !isSame(name, statement, sourceCode)) return [];
  const { newline, end, unit } = layoutOf(sourceCode);
  const indent = indentAt(sourceCode.text, statement.range[0]);
  const { stop } = startUp;
  const isStoppable = stop && meaningOf(stop.name, statement, sourceCode);
  const stopping = stop?.calls
    ? `await new Promise((resolve) => ${stop.name}.${stop.method}(resolve))`
    : `await ${stop?.name ?? ''}.${stop?.method ?? ''}()`;
  const body = [
    `setTimeout(() => process.exit(1), ${PATIENCE}).unref()`,
    ...(isStoppable ? [stopping] : []),
    closing,
    'process.exit(0)',
  ];
  const lines = [
    `const ${hook} = async () => {`,
    ...body.map((line) => `${unit}${line}${end}`),
    `}${end}`,
    `process.once('SIGTERM', ${hook})${end}`,
    `process.once('SIGINT', ${hook})${end}`,
  ];
  const at = statement.range[1];
  const text = newline + lines.map((line) => `${newline}${indent}${line}`).join('');
  const covers = [Math.min(call.range[0], statement.range[0]), at] as const;
  return [
    {
      certainty: 'likely',
      title: 'addHook',
      data: { closing: shown(closing) },
      edits: [{ range: [at, at], text }],
      covers,
    },
  ];
}

/** What is said of it: `pool.end()`. */
function shown(closing: string): string {
  return closing.replace(/^await (?:new Promise\(\(resolve\) => )?/, '').replace(/\(resolve\)\)$/, '()');
}

/** The statement of a list that a node stands in. */
function statementOf(node: Node): Node | undefined {
  for (let at: Node | undefined = node; at; at = at.parent) {
    const { parent } = at;
    if (parent?.type === 'Program' || parent?.type === 'BlockStatement')
      return /^(?:Expression|Variable)/.test(at.type) || at.type === 'ExportNamedDeclaration' ? at : undefined;
  }
  return undefined;
}

/** Whether the name means the same at another place. */
function isSame(name: Node, at: Node, sourceCode: SourceCode): boolean {
  if (name.type !== 'Identifier') return false;
  const variable = meaningOf(name.name, name, sourceCode);
  return variable !== undefined && meaningOf(name.name, at, sourceCode) === variable;
}

function completed(client: UnclosedClient, closing: string, sourceCode: SourceCode): readonly Repair<Title>[] {
  const handlers = new Set(client.handlers.flatMap(({ fn }) => fn ?? []));
  if (handlers.size === 0 || client.handlers.some(({ fn }) => !fn)) return [];
  const ends = [...handlers].flatMap((fn) => endsIn(fn, sourceCode));
  const [only] = ends;
  const home = only && enclosingFunction(only);
  if (!only || !home || ends.length > 1 || !isSame(client.name, only, sourceCode)) return [];
  const isLate = client.call.range[0] > only.range[0] && enclosingFunction(client.call) === home;
  const mayWait = home.async || (isFunctionLiteral(home) && !home.generator && !home.returnType && isOfCall(home));
  if (isLate || !mayWait) return [];
  const { newline, end } = layoutOf(sourceCode);
  const text = `${closing}${end}${newline}${indentAt(sourceCode.text, only.range[0])}`;
  const waits = home.async ? [] : [{ range: [home.range[0], home.range[0]] as const, text: 'async ' }];
  const edits = [...waits, { range: [only.range[0], only.range[0]] as const, text }];
  const places = [client.call.range[0], home.range[0], only.range[1]];
  const covers = [Math.min(...places), Math.max(...places)] as const;
  return [{ certainty: 'likely', title: 'completeHook', data: { closing: shown(closing) }, edits, covers }];
}

/** A function that is given to a call, which does nothing with what it returns. */
function isOfCall(fn: FunctionNode): boolean {
  return fn.parent.type === 'CallExpression' && fn.parent.callee !== fn;
}

/** The statements that end the process in a handler, other than those for when something takes too long or has failed. */
function endsIn(fn: FunctionNode, sourceCode: SourceCode): readonly Node[] {
  const found: Node[] = [];
  walk(fn.body, sourceCode.visitorKeys, (node) => {
    if (node.type === 'CatchClause' || isCallTo(node, 'setTimeout')) return false;
    if (isCallTo(node, 'exit') && !isFailing(node)) found.push(node.parent ?? node);
    return undefined;
  });
  return found.every((each) => each.type === 'ExpressionStatement' && each.parent.type === 'BlockStatement')
    ? found
    : [...found, ...found];
}

function isCallTo(node: Node, name: string): boolean {
  if (node.type !== 'CallExpression') return false;
  const callee = unwrap(node.callee);
  return callee.type === 'MemberExpression'
    ? propertyName(callee) === name
    : callee.type === 'Identifier' && callee.name === name;
}

/** `process.exit(1)`. */
function isFailing(node: Node): boolean {
  const code = node.type === 'CallExpression' && node.arguments[0] ? literalValue(node.arguments[0])?.value : undefined;
  return typeof code === 'number' && code !== 0;
}
