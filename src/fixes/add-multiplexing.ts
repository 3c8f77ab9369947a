import type { SingleRequests } from '../ownership/single-requests.ts';
import { optionAdded, propertyText } from './add-option.ts';
import type { Editing, Repair } from './model.ts';

export const ADD_MULTIPLEXING_TITLES = {
  addOption: 'Add `{{option}}`.',
} as const;

/** The options that let one connection carry many requests, in the literal that is passed or as an argument of its own. */
export function addMultiplexing(
  { call, home, multiplexed }: SingleRequests,
  { sourceCode }: Editing,
): readonly Repair<keyof typeof ADD_MULTIPLEXING_TITLES>[] {
  const { path, beside } = multiplexed;
  const count = beside && propertyText(beside.path.split('.'), String(beside.value));
  const option = [propertyText(path.split('.'), 'true'), ...(count === undefined ? [] : [count])].join(', ');
  const edit = home === undefined ? undefined : optionAdded(call, home, path, option, sourceCode);
  return edit ? [{ certainty: 'likely', title: 'addOption', data: { option }, edits: [edit], covers: call.range }] : [];
}
