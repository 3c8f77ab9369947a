import { unwrap } from '../lang/nodes.ts';
import type { Bypass } from '../scope/scope.ts';
import { optionAdded } from './add-option.ts';
import { imported } from './import-client.ts';
import type { Editing, Repair, TextEdit } from './model.ts';
import { meaningOf } from './names.ts';

/** The titles of the edits in this file. */
export const USE_TITLES = { use: 'Use `{{name}}`, which the project shares.' } as const;

/** The edit that takes the shared client: in the place of the one that is built, or as an option of the request. */
export function useShared(found: Bypass, file: Editing): readonly Repair<keyof typeof USE_TITLES>[] {
  const { call, declared } = found;
  const { sourceCode } = file;
  const way = imported(declared, sourceCode, (name) => {
    const meant = meaningOf(name, call, sourceCode);
    return meant === undefined || (meant.defs[0]?.type as string | undefined) === 'ImportBinding';
  });
  const value = way && `${way.name}${declared.isCalled ? '()' : ''}`;
  const used = value === undefined ? undefined : usedBy(found, value, file);
  if (!way || !used) return [];
  const edits = way.edit ? [way.edit, used] : [used];
  const covers = [Math.min(...edits.map(({ range }) => range[0])), call.range[1]] as const;
  return [{ certainty: 'likely', title: 'use', data: { name: way.name }, edits, covers }];
}

function usedBy(found: Bypass, value: string, { sourceCode }: Editing): TextEdit | undefined {
  const { call } = found;
  if (found.how === 'built') return { range: call.range, text: value };
  const literal = call.arguments.map(unwrap).findLast((each) => each.type === 'ObjectExpression');
  const option = value === found.option ? value : `${found.option}: ${value}`;
  return optionAdded(call, literal ?? 1, found.option, option, sourceCode);
}
