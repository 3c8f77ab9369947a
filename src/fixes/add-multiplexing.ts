import type { SingleRequests } from '../ownership/single-requests.ts';
import { optionAdded, propertyText } from './add-option.ts';
import type { Editing, Repair } from './model.ts';

export const ADD_MULTIPLEXING_TITLES = {
  addOption: 'Add `{{option}}`.',
} as const;

/** The option that lets one connection carry many requests, in the literal that is passed or as an argument of its own. */
export function addMultiplexing(
  { call, home, multiplexed }: SingleRequests,
  { sourceCode }: Editing,
): readonly Repair<keyof typeof ADD_MULTIPLEXING_TITLES>[] {
  const option = propertyText(multiplexed.path.split('.'), 'true');
  const edit = home === undefined ? undefined : optionAdded(call, home, multiplexed.path, option, sourceCode);
  return edit ? [{ certainty: 'likely', title: 'addOption', data: { option }, edits: [edit], covers: call.range }] : [];
}
