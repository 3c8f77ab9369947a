import { outside, propertyName } from '../lang/nodes.ts';
import type { LimitFault } from '../ownership/pool-limits.ts';
import { grouped, optionAdded, propertyText } from './add-option.ts';
import type { Editing, Repair } from './model.ts';

export const ADD_LIMIT_TITLES = {
  addLimit: 'Add `{{option}}`.',
  writeLimit: 'Write `{{option}}`.',
} as const;

type Title = keyof typeof ADD_LIMIT_TITLES;

/** A bound for a pool, in the literal that is passed or as an argument of its own; the smaller of two numbers that contradict each other. */
export function addLimit(
  fault: LimitFault,
  { sourceCode }: Editing,
  number: number | undefined,
): readonly Repair<Title>[] {
  const { call, place } = fault;
  if (fault.how === 'contrary') return written(place, grouped(fault.upper), 'likely', call.range);
  const { limit, home, value } = fault;
  const certainty = number === undefined ? 'likely' : 'exact';
  const text = grouped(number ?? limit.suggested);
  if (value) return written(value, text, certainty, call.range);
  const [bound] = limit.bounds;
  if (!bound || home === undefined) return [];
  const option = propertyText(bound.path.split('.'), text);
  const edit = optionAdded(call, home, bound.path, option, sourceCode);
  return edit ? [{ certainty, title: 'addLimit', data: { option }, edits: [edit], covers: call.range }] : [];
}

/** `queueLimit: 0` → `queueLimit: 1000`; a constant that has a name is left to its owner. */
function written(
  value: LimitFault['place'],
  text: string,
  certainty: Repair['certainty'],
  covers: Repair['covers'],
): readonly Repair<Title>[] {
  const { parent } = outside(value);
  if (parent?.type !== 'Property' || parent.shorthand) return [];
  const option = `${propertyName(parent) ?? ''}: ${text}`;
  return [{ certainty, title: 'writeLimit', data: { option }, edits: [{ range: value.range, text }], covers }];
}
