import type { TSESTree } from '@typescript-eslint/utils';

import { type Node, isWrapper, outside, unwrap } from '../lang/nodes.ts';
import type { Leak } from '../ownership/model.ts';
import { indentAt, layoutOf, startsLine } from './layout.ts';
import type { Editing, Repair, SourceCode } from './model.ts';
import { freeName, mayAwait } from './names.ts';
import { listOf, statementsAround } from './statements.ts';
import { Pen } from './wrap.ts';

/** The title of the edit in this file. */
export const NAME_TITLES = {
  nameResponse: 'Give the response a name, so that its body can be discarded.',
} as const;

/**
 * Names a response that nothing holds, and discards its body: `const { ok } = await fetch(url)` becomes three statements. Only
 * where the request is what the statement does first, so that nothing runs in another order.
 */
export function nameResponse(leak: Leak, { sourceCode }: Editing): Repair<keyof typeof NAME_TITLES> | undefined {
  const { acquisition, ref } = leak.obligation;
  const waiting = outside(acquisition).parent;
  const statement = waiting && statementsAround(waiting)[0];
  const pattern = ref.type.discard;
  if (
    waiting?.type !== 'AwaitExpression' ||
    !statement ||
    !listOf(statement) ||
    !mayAwait(waiting) ||
    pattern === undefined
  )
    return undefined;
  const name = freeName('response', statement, sourceCode);
  const [start, end] = statement.range;
  if (name === undefined || !startsLine(sourceCode.text, start) || !isFirst(waiting, statement)) return undefined;
  const { newline, end: semicolon } = layoutOf(sourceCode);
  const line = `${semicolon}${newline}${indentAt(sourceCode.text, start)}`;
  const declaration = `const ${name} = ${sourceCode.getText(waiting)}`;
  const discard = pattern.replaceAll('$', name);
  const isAlone = statement.type === 'ExpressionStatement' && unwrap(statement.expression) === waiting;
  const at = isAlone ? new Pen(sourceCode, layoutOf(sourceCode)).endOf(statement) : start;
  if (at === undefined) return undefined;
  const edits = isAlone
    ? [
        { range: [start, start] as const, text: `const ${name} = ` },
        { range: [at, at] as const, text: `${line.slice(semicolon.length)}${discard}${semicolon}` },
      ]
    : [
        { range: [start, start] as const, text: `${declaration}${line}${discard}${line}` },
        { range: withParentheses(waiting, sourceCode), text: name },
      ];
  return { certainty: 'likely', title: 'nameResponse', data: {}, edits, covers: [start, end] };
}

/** Whether the statement evaluates nothing before the expression. */
function isFirst(expression: Node, statement: Node): boolean {
  let at: Node | undefined = entryOf(statement);
  while (at && at !== expression) at = leftmost(at);
  return at === expression;
}

/** The expression with which a statement begins. */
function entryOf(statement: Node): Node | undefined {
  switch (statement.type) {
    case 'ExpressionStatement':
      return statement.expression;
    case 'ReturnStatement':
    case 'ThrowStatement':
      return statement.argument ?? undefined;
    case 'IfStatement':
      return statement.test;
    case 'SwitchStatement':
      return statement.discriminant;
    case 'VariableDeclaration':
      return statement.declarations.length === 1 ? (statement.declarations[0].init ?? undefined) : undefined;
    default:
      return undefined;
  }
}

/** The operand that is evaluated first. */
function leftmost(node: Node): Node | undefined {
  if (isWrapper(node)) return node.expression;
  switch (node.type) {
    case 'MemberExpression':
      return node.object;
    case 'CallExpression':
      return node.callee;
    case 'BinaryExpression':
    case 'LogicalExpression':
      return node.left;
    case 'ConditionalExpression':
      return node.test;
    case 'UnaryExpression':
      return node.argument;
    case 'AssignmentExpression':
      return node.left.type === 'Identifier' && node.operator === '=' ? node.right : undefined;
    default:
      return undefined;
  }
}

function withParentheses(node: TSESTree.AwaitExpression, sourceCode: SourceCode): readonly [number, number] {
  const [before, after] = [sourceCode.getTokenBefore(node), sourceCode.getTokenAfter(node)];
  const isInside = before?.value === '(' && after?.value === ')' && node.parent.type === 'MemberExpression';
  return isInside ? [before.range[0], after.range[1]] : node.range;
}
