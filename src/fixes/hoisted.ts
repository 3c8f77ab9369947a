import type { TSESTree } from '@typescript-eslint/utils';

import { type Node, contains, unwrap } from '../lang/nodes.ts';
import type { Variable } from '../lang/scopes.ts';
import { type Change, type Part, finished } from './change.ts';
import type { TextEdit } from './model.ts';
import { type Scene, declaresForOthers, hangsOnBlock, isStable } from './scene.ts';
import type { Statement } from './statements.ts';

/** How many names may be declared ahead before the result is hard to read. */
const MANY = 3;

/**
 * Names that are declared before the disposal are used behind it: they are declared ahead of the `try`, so that everything
 * happens in the order in which it did.
 *
 *     let rows;
 *     try { ({ rows } = await client.query(sql)); } finally { client.release(); }
 *     response.json(rows);
 */
export function declarationHoisted(scene: Scene): Change | undefined {
  const { rest, disposals, pen, sourceCode } = scene;
  const at = rest.findIndex((statement) => disposals.some((disposal) => disposal.statement === statement));
  const closing = disposals.find(({ statement }) => statement === rest[at]);
  const wrapped = rest.slice(0, at);
  const [first, last] = [wrapped[0], wrapped.at(-1)];
  if (!closing || !first || !last || hangsOnBlock(wrapped) || !isStable(scene, rest)) return undefined;
  const others = disposals.filter((disposal) => disposal !== closing);
  if (!others.every(({ statement }) => wrapped.some((each) => contains(each, statement)))) return undefined;
  const shared = wrapped.filter((statement) => declaresForOthers([statement], sourceCode, wrapped));
  const hoisted = shared.map((statement) => hoist(statement, statement === first, wrapped, scene));
  if (hoisted.length === 0 || !hoisted.every((each) => each !== undefined)) return undefined;
  const names = hoisted.flatMap((each) => each.names);
  const from = pen.startOf(first);
  if (names.length > MANY || from === undefined) return undefined;
  const ahead: Part = [
    {
      range: [from, from],
      text: `let ${names.join(', ')}${pen.layout.end}${pen.layout.newline}${pen.indentOf(first)}`,
    },
  ];
  const prefix = scene.isAwaited && !closing.isAwaited ? 'await ' : '';
  const parts = [
    ahead,
    pen.open(first),
    pen.shift(first, last),
    hoisted.flatMap((each) => each.edits),
    pen.finishWith(closing.statement, last, prefix, 'close'),
  ];
  return finished(scene, wrapped, others, parts);
}

interface Hoisted {
  /** As they are declared ahead, with their types. */
  readonly names: readonly string[];
  readonly edits: readonly TextEdit[];
}

/** `const { rows } = await …;` → `({ rows } = await …);` */
function hoist(statement: Statement, isFirst: boolean, wrapped: readonly Node[], scene: Scene): Hoisted | undefined {
  const { sourceCode } = scene;
  const declarator =
    statement.type === 'VariableDeclaration' && statement.kind !== 'var' && statement.declarations.length === 1
      ? statement.declarations[0]
      : undefined;
  if (!declarator?.init || sourceCode.getCommentsBefore(declarator).length > 0) return undefined;
  const variables = sourceCode.scopeManager?.getDeclaredVariables(declarator) ?? [];
  const { id, init } = declarator;
  const annotation = id.typeAnnotation;
  if (id.type === 'Identifier' && annotation) {
    const edits: TextEdit[] = [
      { range: [statement.range[0], id.range[0]], text: '' },
      { range: annotation.range, text: '' },
    ];
    return { names: [sourceCode.getText(id)], edits };
  }
  if (annotation || !isInferred(init, variables, scene, wrapped)) return undefined;
  const semicolon = scene.pen.layout.end === '' && !isFirst ? ';' : '';
  const isObject = id.type === 'ObjectPattern';
  const opening = isObject ? `${semicolon}(` : id.type === 'ArrayPattern' ? semicolon : '';
  const closing: TextEdit[] = isObject ? [{ range: [declarator.range[1], declarator.range[1]], text: ')' }] : [];
  return {
    names: variables.map(({ name }) => name),
    edits: [{ range: [statement.range[0], id.range[0]], text: opening }, ...closing],
  };
}

/** Whether the compiler finds the type again where the name gets its value later: not for literals, which it widens, nor in functions that capture it. */
function isInferred(
  init: TSESTree.Expression,
  variables: readonly Variable[],
  { home, sourceCode }: Scene,
  wrapped: readonly Node[],
): boolean {
  const value = unwrap(init);
  if (value.type !== 'AwaitExpression' && value.type !== 'CallExpression') return false;
  const scope = sourceCode.scopeManager?.acquire(home) ?? null;
  const isLocal = variables.every((variable) =>
    variable.references.every(({ from }) => from.variableScope === variable.scope.variableScope),
  );
  return isLocal && scope !== null && wrapped.length > 0;
}
