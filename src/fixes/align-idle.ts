import type { TSESTree } from '@typescript-eslint/utils';

import { type Node, outside } from '../lang/nodes.ts';
import type { KeepAliveFault } from '../ownership/keep-alive.ts';
import type { Listening } from '../ownership/listening.ts';
import { grouped } from './add-option.ts';
import { indentAt, layoutOf, startsLine } from './layout.ts';
import type { Editing, Repair, SourceCode } from './model.ts';
import { freeName } from './names.ts';

export const ALIGN_IDLE_TITLES = {
  writeTime: 'Write `{{time}}`.',
  setTime: 'Set `keepAliveTimeout` of the server to {{time}}.',
} as const;

type Title = keyof typeof ALIGN_IDLE_TITLES;

/** How much longer or shorter the one is to be that may not close first. */
const APART = 5_000;
const HEADERS_APART = 1_000;

/** The number that goes with the other one. With a number that the configuration names it is exact. */
export function alignIdle(fault: KeepAliveFault, { sourceCode }: Editing, isTold: boolean): readonly Repair<Title>[] {
  const { how, value, listening, other } = fault;
  if (how === 'unset' || how === 'assumed' || how === 'deployed')
    return listening ? toldIdle(listening, other + APART, fault.cutsOffIdle === true, sourceCode) : [];
  const { parent } = value ? outside(value) : { parent: undefined };
  const isPlace = parent?.type === 'AssignmentExpression' || (parent?.type === 'Property' && !parent.shorthand);
  if (!value || !isPlace) return [];
  const time =
    how === 'headers' ? other + HEADERS_APART : how === 'short' ? other + APART : Math.max(1, other - HEADERS_APART);
  const certainty = isTold && how === 'short' && value.type === 'Literal' ? 'exact' : 'likely';
  return [
    {
      certainty,
      title: 'writeTime',
      data: { time: grouped(time) },
      edits: [{ range: value.range, text: grouped(time) }],
      covers: value.range,
    },
  ];
}

/** The statement that has a server listen, together with the time for idle connections. */
function toldIdle(
  listening: Listening,
  time: number,
  withHeaders: boolean,
  sourceCode: SourceCode,
): readonly Repair<Title>[] {
  const { call, receiver, kind } = listening;
  const { parent } = outside(call);
  const statement = parent?.type === 'AwaitExpression' ? outside(parent).parent : parent;
  const lines = settings(time, withHeaders);
  const edit =
    kind.server === 'listening'
      ? behind(call, lines, sourceCode)
      : receiver?.type === 'Identifier' && statement?.type === 'ExpressionStatement'
        ? before(serverOf(receiver.name, kind), statement, lines, sourceCode)
        : undefined;
  return edit ? [{ certainty: 'likely', title: 'setTime', data: { time: grouped(time) }, ...edit }] : [];
}

type Edit = Pick<Repair<Title>, 'edits' | 'covers'>;

function serverOf(name: string, { server }: Listening['kind']): string | undefined {
  if (server === 'itself') return name;
  return typeof server === 'object' ? `${name}.${server.method}()` : undefined;
}

function settings(time: number, withHeaders: boolean): readonly string[] {
  const keep = `keepAliveTimeout = ${grouped(time)}`;
  return withHeaders ? [keep, `headersTimeout = ${grouped(time + HEADERS_APART)}`] : [keep];
}

/** `server.keepAliveTimeout = 65_000;`, `app.getHttpServer().keepAliveTimeout = 65_000;` in front of the statement that has it listen. */
function before(
  server: string | undefined,
  statement: TSESTree.ExpressionStatement,
  lines: readonly string[],
  sourceCode: SourceCode,
): Edit | undefined {
  const [start] = statement.range;
  if (server === undefined || !isListed(statement) || !startsLine(sourceCode.text, start)) return undefined;
  const { newline, end } = layoutOf(sourceCode);
  const indent = indentAt(sourceCode.text, start);
  const text = lines.map((line) => `${server}.${line}${end}${newline}${indent}`).join('');
  return { edits: [{ range: [start, start], text }], covers: statement.range };
}

/** `const server = app.listen(3000);` and `server.keepAliveTimeout = 65_000;` behind it. */
function behind(call: TSESTree.CallExpression, lines: readonly string[], sourceCode: SourceCode): Edit | undefined {
  const { parent, child } = outside(call);
  const isDropped = parent?.type === 'ExpressionStatement' && parent.expression === child;
  const statement = isDropped ? parent : parent?.parent;
  if (!statement || !isListed(statement) || !startsLine(sourceCode.text, statement.range[0])) return undefined;
  const name = isDropped ? freeName('server', call, sourceCode) : nameIn(parent, sourceCode);
  if (name === undefined) return undefined;
  const { newline, end } = layoutOf(sourceCode);
  const [start, stop] = statement.range;
  const indent = indentAt(sourceCode.text, start);
  const told = lines.map((line) => `${newline}${indent}${name}.${line}${end}`).join('');
  const named = isDropped ? [{ range: [start, start] as const, text: `const ${name} = ` }] : [];
  return { edits: [...named, { range: [stop, stop], text: told }], covers: statement.range };
}

/** `server` of `const server = app.listen(3000)`, `this.server` of `this.server = app.listen(3000)`. */
function nameIn(parent: Node | undefined, sourceCode: SourceCode): string | undefined {
  if (parent?.type === 'VariableDeclarator') {
    const { id } = parent;
    const isAlone = parent.parent.declarations.length === 1;
    return isAlone && id.type === 'Identifier' && !id.typeAnnotation ? id.name : undefined;
  }
  if (parent?.type !== 'AssignmentExpression' || parent.operator !== '=') return undefined;
  const { left } = parent;
  const isField = left.type === 'MemberExpression' && left.object.type === 'ThisExpression' && !left.computed;
  return left.type === 'Identifier' || isField ? sourceCode.getText(left) : undefined;
}

function isListed(statement: Node): boolean {
  return (
    (statement.type === 'ExpressionStatement' || statement.type === 'VariableDeclaration') &&
    (statement.parent.type === 'Program' || statement.parent.type === 'BlockStatement')
  );
}
