import { outside } from '../lang/nodes.ts';
import type { KeepAliveFault } from '../ownership/keep-alive.ts';
import type { Listening } from '../ownership/listening.ts';
import { grouped } from './add-option.ts';
import { indentAt, layoutOf, startsLine } from './layout.ts';
import type { Editing, Repair, SourceCode } from './model.ts';

export const ALIGN_IDLE_TITLES = {
  writeTime: 'Write `{{time}}`.',
  setTime: 'Set `keepAliveTimeout` to {{time}} before it listens.',
} as const;

type Title = keyof typeof ALIGN_IDLE_TITLES;

/** How much longer or shorter the one is to be that may not close first. */
const APART = 5_000;
const HEADERS_APART = 1_000;

/** The number that goes with the other one. With a number that the configuration names it is exact. */
export function alignIdle(fault: KeepAliveFault, { sourceCode }: Editing, isTold: boolean): readonly Repair<Title>[] {
  const { how, value, listening, other } = fault;
  if (how === 'unset' || how === 'assumed' || how === 'deployed')
    return listening?.kind.server === 'itself'
      ? before(listening, other + APART, fault.cutsOffIdle === true, sourceCode)
      : [];
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

/** `server.keepAliveTimeout = 65_000;` in front of the statement that has it listen. */
function before(
  { call, receiver }: Listening,
  time: number,
  withHeaders: boolean,
  sourceCode: SourceCode,
): readonly Repair<Title>[] {
  const { parent } = outside(call);
  const statement = parent?.type === 'AwaitExpression' ? parent.parent : parent;
  if (receiver?.type !== 'Identifier' || statement?.type !== 'ExpressionStatement') return [];
  const isListed = statement.parent.type === 'Program' || statement.parent.type === 'BlockStatement';
  const [start] = statement.range;
  if (!isListed || !startsLine(sourceCode.text, start)) return [];
  const { newline, end } = layoutOf(sourceCode);
  const indent = indentAt(sourceCode.text, start);
  const lines = [
    `keepAliveTimeout = ${grouped(time)}`,
    ...(withHeaders ? [`headersTimeout = ${grouped(time + HEADERS_APART)}`] : []),
  ];
  const text = lines.map((line) => `${receiver.name}.${line}${end}${newline}${indent}`).join('');
  return [
    {
      certainty: 'likely',
      title: 'setTime',
      data: { time: grouped(time) },
      edits: [{ range: [start, start], text }],
      covers: statement.range,
    },
  ];
}
