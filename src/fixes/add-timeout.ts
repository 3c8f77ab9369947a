import type { TSESTree } from '@typescript-eslint/utils';

import type { Bound } from '../catalog/vocabulary.ts';
import { outside, propertyName, unwrap } from '../lang/nodes.ts';
import type { UnboundedWait } from '../ownership/waits.ts';
import { indentAt, layoutOf, startsLine } from './layout.ts';
import type { Editing, Repair, SourceCode, TextEdit } from './model.ts';

export const ADD_TIMEOUT_TITLES = {
  addOption: 'Add `{{option}}`.',
  replaceValue: 'Write `{{option}}`.',
} as const;

type Title = keyof typeof ADD_TIMEOUT_TITLES;

/** How long it may take where the configuration says nothing: a number to start from, so that the edit is only offered. */
const STANDARD_MS = 10_000;

/** The option that bounds a wait, in the literal that is passed or as an argument of its own. With a number that the configuration names it is exact. */
export function addTimeout(
  wait: UnboundedWait,
  { sourceCode }: Editing,
  milliseconds: number | undefined,
): readonly Repair<Title>[] {
  const bound = suggestedBound(wait);
  const edit = bound && (replaced(wait, bound, milliseconds) ?? added(wait, bound, sourceCode, milliseconds));
  if (!edit) return [];
  return [
    {
      certainty: milliseconds === undefined ? 'likely' : 'exact',
      title: edit.title,
      data: { option: edit.option },
      edits: [edit.edit],
      covers: wait.call.range,
    },
  ];
}

interface Written {
  readonly title: Title;
  readonly option: string;
  readonly edit: TextEdit;
}

/** The first option that bounds something without help. */
function suggestedBound({ waits }: UnboundedWait): Bound | undefined {
  return waits.bounds.find(
    (bound) =>
      bound.emits === undefined && bound.with === undefined && bound.unit !== 'other' && bound.until === undefined,
  );
}

/** `timeout: 0` → `timeout: 10_000`. */
function replaced({ option }: UnboundedWait, bound: Bound, milliseconds: number | undefined): Written | undefined {
  if (option?.why !== 'none' || option.bound.path !== bound.path) return undefined;
  const { parent } = outside(option.value);
  if (parent?.type !== 'Property' || parent.shorthand) return undefined;
  const text = valueOf(bound, milliseconds);
  return {
    title: 'replaceValue',
    option: `${propertyName(parent) ?? bound.path}: ${text}`,
    edit: { range: option.value.range, text },
  };
}

function added(
  wait: UnboundedWait,
  bound: Bound,
  sourceCode: SourceCode,
  milliseconds: number | undefined,
): Written | undefined {
  const option = propertyText(bound.path.split('.'), valueOf(bound, milliseconds));
  const { home, call } = wait;
  if (home === undefined || wait.option?.why === 'none') return undefined;
  const edit =
    typeof home === 'number' ? argument(call, home, option, sourceCode) : property(home, bound, option, sourceCode);
  return edit && { title: 'addOption', option, edit };
}

function valueOf({ unit }: Bound, milliseconds = STANDARD_MS): string {
  if (unit === 's') return String(Math.max(1, Math.ceil(milliseconds / 1000)));
  const written = grouped(milliseconds);
  return unit === 'signal' ? `AbortSignal.timeout(${written})` : written;
}

/** `10_000`. */
function grouped(value: number): string {
  return value < 10_000 ? String(value) : new Intl.NumberFormat('en').format(value).replaceAll(',', '_');
}

function propertyText([first = '', ...rest]: readonly string[], value: string): string {
  return rest.length === 0 ? `${first}: ${value}` : `${first}: { ${propertyText(rest, value)} }`;
}

/** A property behind the last one, on a line of its own where that has one. */
function property(
  object: TSESTree.ObjectExpression,
  { path }: Bound,
  option: string,
  sourceCode: SourceCode,
): TextEdit | undefined {
  const [first = ''] = path.split('.');
  // The outer part of a dotted path is there already: its value is somebody's construction.
  if (object.properties.some((each) => each.type === 'Property' && propertyName(each) === first)) return undefined;
  const last = object.properties.at(-1);
  if (!last) return { range: object.range, text: `{ ${option} }` };
  const after = sourceCode.getTokenAfter(last);
  const isTrailing = after?.value === ',';
  const at = isTrailing ? after.range[1] : last.range[1];
  const ownLine = last.loc.start.line !== object.loc.start.line && startsLine(sourceCode.text, last.range[0]);
  const { newline } = layoutOf(sourceCode);
  const gap = ownLine ? `${newline}${indentAt(sourceCode.text, last.range[0])}` : ' ';
  return { range: [at, at], text: `${isTrailing ? '' : ','}${gap}${option}${isTrailing ? ',' : ''}` };
}

/** A new argument behind those that are there, before a callback. */
function argument(
  call: UnboundedWait['call'],
  position: number,
  option: string,
  sourceCode: SourceCode,
): TextEdit | undefined {
  const before = call.arguments[position - 1];
  const next = call.arguments[position];
  if (next) return { range: [next.range[0], next.range[0]], text: `{ ${option} }, ` };
  if (before) return { range: [before.range[1], before.range[1]], text: `, { ${option} }` };
  const close = sourceCode.getLastToken(call);
  const open = close && sourceCode.getTokenBefore(close);
  if (close?.value !== ')' || open?.value !== '(' || unwrap(call.callee).range[1] > open.range[0]) return undefined;
  return { range: [close.range[0], close.range[0]], text: `{ ${option} }` };
}
