import type { TSESTree } from '@typescript-eslint/utils';

import { type Node, contains } from '../lang/nodes.ts';
import type { PlainDisposal } from './disposers.ts';
import { indentAt, lineEnd, outdented, startsLine } from './layout.ts';
import type { SourceCode, TextEdit } from './model.ts';
import { listOf } from './statements.ts';
import type { Pen } from './wrap.ts';

/**
 * Takes the disposals of a client away that is shared from now on, each with the `finally` that has nothing else in it, and with the
 * `try` that is left with nothing to do. Undefined where a disposal stands so that its place would be left in doubt.
 */
export function dropDisposals(
  disposals: readonly PlainDisposal[],
  pen: Pen,
  sourceCode: SourceCode,
): readonly TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  for (const { statement } of disposals) {
    const found = dropped(statement, pen, sourceCode);
    if (!found) return undefined;
    edits.push(...found);
  }
  return edits;
}

function dropped(statement: Node, pen: Pen, sourceCode: SourceCode): readonly TextEdit[] | undefined {
  const block = statement.parent;
  if (block?.type !== 'BlockStatement') {
    const cut = listOf(statement) ? pen.remove(statement) : undefined;
    return cut && [cut];
  }
  const owner = block.parent;
  if (block.body.length > 1 || !isBranch(owner)) {
    const cut = pen.remove(statement);
    return cut && [cut];
  }
  if (owner.type !== 'TryStatement' || owner.finalizer !== block || sourceCode.getCommentsInside(block).length > 0)
    return undefined;
  if (owner.handler) return [{ range: [owner.handler.range[1], owner.range[1]], text: '' }];
  return unwrapped(owner, sourceCode);
}

/** A block that means something by being there: an empty `catch` or `if` says something else. */
function isBranch(owner: Node): boolean {
  return !/Function|^(?:BlockStatement|Program|StaticBlock)$/.test(owner.type);
}

/** `try { … } finally { pool.end(); }` → `…`, one step to the left. */
function unwrapped(guard: TSESTree.TryStatement, sourceCode: SourceCode): readonly TextEdit[] | undefined {
  const { text } = sourceCode;
  const { block } = guard;
  const [first] = block.body;
  const last = block.body.at(-1);
  const tokens = sourceCode.getTokens(guard, { includeComments: true });
  const opening = tokens.findIndex(({ range }) => range[0] === block.range[0]);
  const closing = tokens.findIndex(({ range }) => range[1] === block.range[1]);
  const [from, to] = [tokens[opening + 1], tokens[closing - 1]];
  if (!first || !last || !from || !to || opening !== 1 || !listOf(guard) || namesCollide(guard, sourceCode))
    return undefined;
  if (!startsLine(text, guard.range[0]) || !startsLine(text, from.range[0])) return undefined;
  const between = tokens.slice(closing + 1).some(({ type }) => type === 'Block' || type === 'Line');
  if (between || lineEnd(text, to.range[1]) > block.range[1] - 1) return undefined;
  const outer = indentAt(text, guard.range[0]);
  const inner = indentAt(text, from.range[0]);
  if (!inner.startsWith(outer)) return undefined;
  return [
    { range: [guard.range[0], from.range[0]], text: '' },
    ...outdented(sourceCode, [from.range[0], to.range[1]], inner.slice(outer.length)),
    { range: [to.range[1], guard.range[1]], text: '' },
  ];
}

/** Whether what the block declares has names that mean something else round it. */
function namesCollide(guard: TSESTree.TryStatement, sourceCode: SourceCode): boolean {
  const inner = sourceCode.scopeManager?.acquire(guard.block);
  const outer = sourceCode.getScope(guard);
  return (inner?.variables ?? []).some(
    ({ name }) =>
      outer.set.has(name) ||
      outer.references.some(({ identifier }) => identifier.name === name && !contains(guard, identifier)) ||
      outer.through.some(({ identifier }) => identifier.name === name && !contains(guard.block, identifier)),
  );
}
