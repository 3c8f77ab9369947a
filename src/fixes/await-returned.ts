import type { LateUse } from '../ownership/model.ts';
import { outside, unwrap } from '../lang/nodes.ts';
import type { Editing, Repair } from './model.ts';

/** The title of the edit in this file. */
export const AWAIT_TITLES = { awaitReturned: 'Await it, so that it is over before `{{disposal}}` runs.' } as const;

/**
 * `return await client.query(sql)`: the promise settles inside the scope, and a `catch` of it hears of a rejection. A statement that
 * nobody waited for may have been meant so: there the edit is a suggestion.
 */
export function awaitReturned(
  { awaitable, disposal, name }: LateUse,
  { sourceCode }: Editing,
): readonly Repair<keyof typeof AWAIT_TITLES>[] {
  if (!awaitable) return [];
  const { parent } = outside(awaitable);
  const isReturned = parent?.type === 'ReturnStatement';
  if (!isReturned && parent?.type !== 'ExpressionStatement') return [];
  const [start, end] = awaitable.range;
  const isSimple = SIMPLE.has(unwrap(awaitable).type);
  const edits = isSimple
    ? [{ range: [start, start] as const, text: 'await ' }]
    : [
        { range: [start, start] as const, text: 'await (' },
        { range: [end, end] as const, text: ')' },
      ];
  const shown = disposal.type === 'CallExpression' ? `${sourceCode.getText(disposal.callee)}()` : name;
  return [
    {
      certainty: isReturned ? 'exact' : 'likely',
      title: 'awaitReturned',
      data: { disposal: shown },
      edits,
      covers: [awaitable.range[0], awaitable.range[1]],
    },
  ];
}

const SIMPLE = new Set(['CallExpression', 'NewExpression', 'Identifier', 'MemberExpression']);
