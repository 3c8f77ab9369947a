import type { TSESTree } from '@typescript-eslint/utils';

import { outside, propertyName } from '../lang/nodes.ts';
import type { EndlessRetry } from '../ownership/retries.ts';
import { indentAt, layoutOf, startsLine } from './layout.ts';
import type { Editing, Repair, SourceCode, TextEdit } from './model.ts';
import { freeName } from './names.ts';

export const BOUND_RETRY_TITLES = {
  boundLoop: 'Give up after {{attempts}} attempts.',
  boundAndWait: 'Give up after {{attempts}} attempts, and wait longer each time.',
  writeAttempts: 'Write `{{option}}`.',
  addAttempts: 'Add `{{option}}`.',
  countUp: 'Hand on `{{option}}`.',
} as const;

type Title = keyof typeof BOUND_RETRY_TITLES;

/** Where the configuration says nothing: a number to start from. */
const STANDARD_ATTEMPTS = 5;

/**
 * A bound for a retry: a number in place of "for ever", a counter that moves, or a loop that counts and waits longer each time. All
 * but a number that the configuration names are for somebody to look at.
 */
export function boundRetry(
  retry: EndlessRetry,
  { sourceCode }: Editing,
  attempts: number | undefined,
): readonly Repair<Title>[] {
  const { how, option, counter } = retry;
  if (how === 'told' && option?.value) return written(retry, option.value, attempts);
  if (how === 'untold') return added(retry, attempts, sourceCode);
  if (how === 'stuck' && counter?.type === 'UpdateExpression') return countedUp(counter, sourceCode);
  return how === 'unbounded' ? countedLoop(retry, sourceCode, attempts ?? STANDARD_ATTEMPTS) : [];
}

/** `retries: Infinity` → `retries: 5`; `forever: true` → `retries: 5`. */
function written(retry: EndlessRetry, value: TSESTree.Node, attempts: number | undefined): readonly Repair<Title>[] {
  const { parent } = outside(value);
  if (parent?.type !== 'Property' || parent.shorthand || parent.parent.type !== 'ObjectExpression') return [];
  const isSwitch = /^true$/.test(String(value.type === 'Literal' && value.value));
  const others = parent.parent.properties.filter((each) => each !== parent);
  const name = isSwitch ? 'retries' : (propertyName(parent) ?? '');
  if (isSwitch && others.some((each) => each.type === 'SpreadElement' || propertyName(each) === name)) return [];
  const option = `${name}: ${String(attempts ?? STANDARD_ATTEMPTS)}`;
  return [
    {
      certainty: attempts === undefined ? 'likely' : 'exact',
      title: 'writeAttempts',
      data: { option },
      edits: [{ range: parent.range, text: option }],
      covers: retry.call.range,
    },
  ];
}

/** The option where none is given: in the literal that is the last argument, or as an argument of its own. */
function added(retry: EndlessRetry, attempts: number | undefined, sourceCode: SourceCode): readonly Repair<Title>[] {
  const last = retry.call.arguments.at(-1);
  const option = `${retry.option?.path ?? ''}: ${String(attempts ?? STANDARD_ATTEMPTS)}`;
  const edit =
    last && (last.type === 'ObjectExpression' ? firstProperty(last, option, sourceCode) : behind(last, option));
  if (!edit) return [];
  const certainty = attempts === undefined ? 'likely' : 'exact';
  return [{ certainty, title: 'addAttempts', data: { option }, edits: [edit], covers: retry.call.range }];
}

function behind(last: TSESTree.Node, option: string): TextEdit | undefined {
  return last.type === 'SpreadElement' ? undefined : { range: [last.range[1], last.range[1]], text: `, { ${option} }` };
}

function firstProperty(object: TSESTree.ObjectExpression, option: string, sourceCode: SourceCode): TextEdit {
  const [first] = object.properties;
  if (!first) return { range: object.range, text: `{ ${option} }` };
  const isOwnLine = startsLine(sourceCode.text, first.range[0]);
  const gap = isOwnLine ? `${layoutOf(sourceCode).newline}${indentAt(sourceCode.text, first.range[0])}` : ' ';
  return { range: [first.range[0], first.range[0]], text: `${option},${gap}` };
}

/** `load(id, tries++)` → `load(id, tries + 1)`. */
function countedUp(counter: TSESTree.UpdateExpression, sourceCode: SourceCode): readonly Repair<Title>[] {
  const option = `${sourceCode.getText(counter.argument)} ${counter.operator === '++' ? '+' : '-'} 1`;
  return [
    {
      certainty: 'likely',
      title: 'countUp',
      data: { option },
      edits: [{ range: counter.range, text: option }],
      covers: counter.range,
    },
  ];
}

/**
 * `while (true) {` → `for (let attempt = 1; ; attempt++) {`, and at the end of the handler's beginning a throw once there were enough,
 * and a wait. Only for a loop that has no other end, and a handler that names what it caught.
 */
function countedLoop(retry: EndlessRetry, sourceCode: SourceCode, attempts: number): readonly Repair<Title>[] {
  const { loop, handler } = retry;
  const caught = handler?.param;
  const close = loop?.type === 'WhileStatement' ? sourceCode.getTokenAfter(loop.test) : undefined;
  const isForEver = loop?.type === 'WhileStatement' && /^(?:true|1)$/.test(sourceCode.getText(loop.test));
  if (!handler || !loop || close?.value !== ')' || !isForEver || caught?.type !== 'Identifier') return [];
  const name = freeName('attempt', loop, sourceCode);
  const [first] = handler.body.body;
  if (name === undefined || (first && !startsLine(sourceCode.text, first.range[0]))) return [];
  const { newline, end, unit } = layoutOf(sourceCode);
  const indent = first ? indentAt(sourceCode.text, first.range[0]) : indentAt(sourceCode.text, handler.range[0]) + unit;
  const wait = `await new Promise((resolve) => setTimeout(resolve, 100 * 2 ** ${name}))${end}`;
  const lines = [`if (${name} >= ${String(attempts)}) throw ${caught.name}${end}`, ...(retry.hasWait ? [] : [wait])];
  const at = handler.body.range[0] + 1;
  const text = lines.map((line) => `${newline}${indent}${line}`).join('');
  return [
    {
      certainty: 'likely',
      title: retry.hasWait ? 'boundLoop' : 'boundAndWait',
      data: { attempts: String(attempts) },
      edits: [
        { range: [loop.range[0], close.range[1]], text: `for (let ${name} = 1; ; ${name}++)` },
        { range: [at, at], text: first ? text : `${text}${newline}${indentAt(sourceCode.text, handler.range[0])}` },
      ],
      covers: loop.range,
    },
  ];
}
