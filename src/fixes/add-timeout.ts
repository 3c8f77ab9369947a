import type { Bound } from '../catalog/vocabulary.ts';
import { outside, propertyName } from '../lang/nodes.ts';
import type { UnboundedWait } from '../ownership/waits.ts';
import { grouped, optionAdded, propertyText } from './add-option.ts';
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
  const edit = optionAdded(call, home, bound.path, option, sourceCode);
  return edit && { title: 'addOption', option, edit };
}

function valueOf({ unit }: Bound, milliseconds = STANDARD_MS): string {
  if (unit === 's') return String(Math.max(1, Math.ceil(milliseconds / 1000)));
  const written = grouped(milliseconds);
  return unit === 'signal' ? `AbortSignal.timeout(${written})` : written;
}
