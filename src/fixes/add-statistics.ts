import { outside } from '../lang/nodes.ts';
import type { UnreadStatistics } from '../ownership/unread-statistics.ts';
import { layoutOf } from './layout.ts';
import type { Editing, Repair } from './model.ts';

export const ADD_STATISTICS_TITLES = {
  addStatistics: 'Log the statistics of `{{name}}`.',
} as const;

/**
 * A statement that logs the most telling numbers of the pool, behind the one of the module that makes it. Nothing where the pool has
 * its name from elsewhere.
 *
 *     const pool = new Pool(config);
 *     setInterval(() => console.log({ total: pool.totalCount, … }), 60_000).unref();
 */
export function addStatistics(
  { call, statistics }: UnreadStatistics,
  { sourceCode }: Editing,
): readonly Repair<keyof typeof ADD_STATISTICS_TITLES>[] {
  const { parent, child } = outside(call);
  const { parent: declarator, child: init } = parent?.type === 'AwaitExpression' ? outside(parent) : { parent, child };
  if (declarator?.type !== 'VariableDeclarator' || declarator.init !== init || declarator.id.type !== 'Identifier')
    return [];
  const declaration = declarator.parent;
  const statement = declaration.parent.type === 'ExportNamedDeclaration' ? declaration.parent : declaration;
  if (statement.parent.type !== 'Program' || declaration.declarations.length !== 1) return [];
  const { newline, end } = layoutOf(sourceCode);
  const { name } = declarator.id;
  const at = statement.range[1];
  const text = `${newline}${statistics.sample.replaceAll('$.', `${name}.`)}${end}`;
  return [
    {
      certainty: 'likely',
      title: 'addStatistics',
      data: { name },
      edits: [{ range: [at, at], text }],
      covers: statement.range,
    },
  ];
}
