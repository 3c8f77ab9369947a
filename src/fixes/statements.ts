import type { TSESTree } from '@typescript-eslint/utils';

import { type Node, isFunction } from '../lang/nodes.ts';
import { indentAt, indented, lineEnd, lineStart, startsLine } from './layout.ts';
import type { Layout } from './layout.ts';
import type { SourceCode, TextEdit } from './model.ts';

export type Statement = TSESTree.Statement;

/** The statements among which a statement stands; undefined for the body of an `if` or a loop without braces. */
export function listOf(statement: Node): readonly Statement[] | undefined {
  const parent = statement.parent;
  if (parent?.type === 'BlockStatement' || parent?.type === 'Program' || parent?.type === 'StaticBlock')
    return parent.body;
  return parent?.type === 'SwitchCase' ? parent.consequent : undefined;
}

/** Whether the node stands where a statement is. */
function isStatement(node: Node): boolean {
  const parent = node.parent;
  if (!parent) return false;
  if (listOf(node)) return parent.type !== 'SwitchCase' || parent.test !== node;
  switch (parent.type) {
    case 'IfStatement':
      return parent.test !== node;
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'LabeledStatement':
      return parent.body === node;
    default:
      return false;
  }
}

/** The statements that hold a node, innermost first, up to the function it stands in. */
export function statementsAround(node: Node): Node[] {
  const found: Node[] = [];
  for (let at: Node | undefined = node; at && !isFunction(at); at = at.parent) if (isStatement(at)) found.push(at);
  return found;
}

/** Puts a statement before another one; the body of a brace-less `if` or loop gets its braces. */
export function insertBefore(
  statement: Node,
  code: string,
  sourceCode: SourceCode,
  layout: Layout,
): TextEdit[] | undefined {
  const { text } = sourceCode;
  const [start] = statement.range;
  if (!listOf(statement)) return braced(statement, code, sourceCode, layout);
  if (!startsLine(text, start)) return [{ range: [start, start], text: `${code}; ` }];
  return [{ range: [start, start], text: `${code}${layout.end}${layout.newline}${indentAt(text, start)}` }];
}

/** Puts a statement behind the last one of a block. */
export function insertAfter(
  statement: Node,
  code: string,
  sourceCode: SourceCode,
  layout: Layout,
): TextEdit[] | undefined {
  const { text } = sourceCode;
  if (!listOf(statement)) return undefined;
  const [start, end] = statement.range;
  if (startsLine(text, start)) {
    const at = endWithComments(statement, sourceCode);
    return at === undefined
      ? undefined
      : [{ range: [at, at], text: `${layout.newline}${indentAt(text, start)}${code}${layout.end}` }];
  }
  if (!/[;}]$/.test(text.slice(start, end))) return undefined;
  return [{ range: [end, end], text: ` ${code};` }];
}

/** Behind a statement and the comments on its last line; undefined when other code follows on that line. */
export function endWithComments(statement: Node, sourceCode: SourceCode): number | undefined {
  const [, end] = statement.range;
  const stop = lineEnd(sourceCode.text, end);
  let at = end;
  for (const comment of sourceCode.getCommentsAfter(statement)) {
    if (comment.range[0] >= stop) break;
    at = comment.range[1];
  }
  return at > stop || sourceCode.text.slice(at, stop).trim() === '' ? at : undefined;
}

/** `if (!ok) throw error;` → `if (!ok) { code; throw error; }`, on lines of their own. */
function braced(statement: Node, code: string, sourceCode: SourceCode, layout: Layout): TextEdit[] | undefined {
  const { text } = sourceCode;
  const owner = statement.parent;
  const before = sourceCode.getTokenBefore(statement);
  if (!owner || owner.type === 'LabeledStatement' || !before) return undefined;
  const [start, end] = statement.range;
  const outer = indentAt(text, firstOnLine(owner, text));
  const inner = outer + layout.unit;
  const lines = indented(sourceCode, [start, end], layout.unit).filter(({ range }) => range[0] > start);
  const isOwnLine = startsLine(text, start);
  const opening: TextEdit[] = isOwnLine
    ? [
        { range: [before.range[1], before.range[1]], text: ' {' },
        { range: [start, start], text: `${code}${layout.end}${layout.newline}${indentAt(text, start)}` },
      ]
    : [
        {
          range: [before.range[1], start],
          text: ` {${between(text, before.range[1], start)}${layout.newline}${inner}${code}${layout.end}${layout.newline}${inner}`,
        },
      ];
  const at = endWithComments(statement, sourceCode);
  const close = at ?? end;
  return [...opening, ...(isOwnLine ? [] : lines), { range: [close, close], text: `${layout.newline}${outer}}` }];
}

/** A comment between the head and the body stays with the head. */
function between(text: string, from: number, to: number): string {
  const inside = text.slice(from, to).trimEnd();
  return inside.trim() === '' ? '' : inside;
}

/** `else if (…)` is as far in as the `if` it belongs to. */
function firstOnLine(node: Node, text: string): number {
  let at = node;
  while (!startsLine(text, at.range[0]) && at.parent && isStatement(at) && !listOf(at)) at = at.parent;
  if (startsLine(text, at.range[0])) return at.range[0];
  const line = lineStart(text, node.range[0]);
  return line + text.slice(line).search(/[^ \t]/);
}

/** `else { code }` for an `if` that has none. */
export function insertElse(
  statement: TSESTree.IfStatement,
  code: string,
  sourceCode: SourceCode,
  layout: Layout,
): TextEdit[] | undefined {
  const { text } = sourceCode;
  const { consequent } = statement;
  if (consequent.type !== 'BlockStatement' || statement.alternate) return undefined;
  const outer = indentAt(text, firstOnLine(statement, text));
  const at = consequent.range[1];
  return [
    {
      range: [at, at],
      text: ` else {${layout.newline}${outer}${layout.unit}${code}${layout.end}${layout.newline}${outer}}`,
    },
  ];
}

/** Whether the expression stands in a part of its statement that may be skipped. */
export function isConditional(node: Node): boolean {
  for (let at = node; at.parent && !isFunction(at.parent) && !listOf(at); at = at.parent) {
    if (at.parent.type === 'ConditionalExpression' && at.parent.test !== at) return true;
    if (at.parent.type === 'LogicalExpression' && at.parent.right === at) return true;
  }
  return false;
}
