import type { TSESTree } from '@typescript-eslint/utils';

import { type Node, contains } from '../lang/nodes.ts';
import type { Scope } from '../lang/scopes.ts';
import type { DisposedTwice, Guarded, GuardedDisposals } from '../ownership/guarded-disposals.ts';
import { layoutOf, lineEnd, lineStart, outdented, startsLine } from './layout.ts';
import type { Editing, Repair, SourceCode, TextEdit } from './model.ts';
import { Pen } from './wrap.ts';

/** The titles of the edits in this file. */
export const UNGUARD_TITLES = {
  declare: 'Declare {{name}} with `{{keyword}}` and drop the `finally`.',
  once: 'Leave the disposal of `{{name}}` to its `{{keyword}}`.',
} as const;

export type UnguardRepair = Repair<keyof typeof UNGUARD_TITLES>;

/**
 * `await using` in place of a `try` with a disposal in its `finally`: the statements of the `try` move out of it, unless a `catch` needs
 * them there. Nothing where a name would clash, where a comment stands in the way, or where the lines are laid out otherwise.
 */
export function unguarded(
  { guard, resources, coversMore }: GuardedDisposals,
  data: UnguardRepair['data'],
  { sourceCode }: Editing,
): UnguardRepair | undefined {
  const layout = layoutOf(sourceCode);
  const pen = new Pen(sourceCode, layout);
  const [first] = resources;
  const parts = [
    ...resources.map((resource) => redeclared(resource, pen, sourceCode)),
    guard.handler ? withoutFinally(guard, guard.handler, sourceCode) : unwrapped(guard, layout.unit, sourceCode),
  ];
  const edits = parts.flatMap((part) => part ?? []);
  if (!first || parts.includes(undefined)) return undefined;
  const covers = [first.declaration.range[0], guard.range[1]] as const;
  const isExact = !coversMore && resources.every(({ symbol }) => symbol.isGuess !== true);
  return { certainty: isExact ? 'exact' : 'likely', title: 'declare', data, edits, covers };
}

/** Takes out a disposal that `using` repeats. */
export function disposedOnce({ name, statement, keyword }: DisposedTwice, file: Editing): UnguardRepair | undefined {
  const cut = new Pen(file.sourceCode, layoutOf(file.sourceCode)).remove(statement);
  const data = { name: name.name, keyword };
  return cut && { certainty: 'exact', title: 'once', data, edits: [cut], covers: statement.range };
}

/** `const x = …` → `await using x = …`; a name that gets its value in the `try` is declared there. */
function redeclared(
  { declaration, opening, symbol }: Guarded,
  pen: Pen,
  sourceCode: SourceCode,
): readonly TextEdit[] | undefined {
  const keyword = symbol.async ? 'await using' : 'using';
  const first = sourceCode.getFirstToken(declaration);
  if (!opening) return first ? [{ range: first.range, text: keyword }] : undefined;
  const cut = pen.remove(declaration);
  const [at] = opening.range;
  // A comment inside the declaration would go with it.
  if (!cut || sourceCode.getCommentsInside(declaration).length > 0) return undefined;
  return [cut, { range: [at, at], text: `${keyword} ` }];
}

/** `try { … } catch { … } finally { … }` → `try { … } catch { … }`. */
function withoutFinally(
  { finalizer }: TSESTree.TryStatement,
  handler: TSESTree.CatchClause,
  sourceCode: SourceCode,
): readonly TextEdit[] | undefined {
  const [from, to] = [handler.range[1], finalizer?.range[1]];
  if (to === undefined || hasComment([from, to], sourceCode)) return undefined;
  return [{ range: [from, to], text: '' }];
}

/** `try {` and `} finally { … }` go with their lines, and what is between them comes a step out. */
function unwrapped(
  guard: TSESTree.TryStatement,
  unit: string,
  sourceCode: SourceCode,
): readonly TextEdit[] | undefined {
  const { text } = sourceCode;
  const { block, finalizer } = guard;
  const [start, end] = guard.range;
  const opened = lineEnd(text, start);
  const closed = block.range[1] - 1;
  const isLaidOut =
    startsLine(text, start) &&
    /^try\s*\{\s*$/.test(text.slice(start, opened)) &&
    startsLine(text, closed) &&
    text.slice(end, lineEnd(text, end)).trim() === '';
  if (!finalizer || !isLaidOut || hasComment([closed, end], sourceCode)) return undefined;
  if (clashes(block, guard, sourceCode) || joinsLines(guard, sourceCode)) return undefined;
  const [bodyStart, bodyEnd] = [nextLine(text, opened), lineStart(text, closed)];
  return [
    { range: [lineStart(text, start), bodyStart], text: '' },
    ...outdented(sourceCode, [bodyStart, bodyEnd], unit),
    { range: [bodyEnd, nextLine(text, end)], text: '' },
  ];
}

function nextLine(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  return found < 0 ? text.length : found + 1;
}

function hasComment([from, to]: readonly [number, number], sourceCode: SourceCode): boolean {
  return sourceCode.getAllComments().some(({ range }) => range[0] >= from && range[1] <= to);
}

/** Without semicolons, a statement that begins with `(` or `[` would go on with the line before the `try`. */
function joinsLines(guard: TSESTree.TryStatement, sourceCode: SourceCode): boolean {
  const [first] = guard.block.body;
  const before = sourceCode.getTokenBefore(guard);
  const begin = first && sourceCode.getFirstToken(first);
  return begin !== undefined && begin !== null && before?.value !== ';' && /^[([`+\-/*]/.test(begin.value);
}

/** Whether a name that the block declares means something else outside of it, in the block round the `try`. */
function clashes(block: TSESTree.BlockStatement, guard: TSESTree.TryStatement, sourceCode: SourceCode): boolean {
  const inner = sourceCode.scopeManager?.acquire(block);
  const outer = sourceCode.getScope(guard);
  const names = new Set(inner?.variables.map(({ name }) => name));
  if (names.size === 0) return false;
  const declared = [outer, ...(outer.upper?.type === 'catch' ? [outer.upper] : [])];
  return (
    declared.some(({ set }) => [...names].some((name) => set.has(name))) ||
    namesUsed(outer, guard.block).some((name) => names.has(name))
  );
}

/** The names that are read or written in a scope and those inside it, a part of it left out. */
function namesUsed(scope: Scope, except: Node): string[] {
  const found: string[] = [];
  const pending: Scope[] = [scope];
  for (let at = pending.pop(); at; at = pending.pop()) {
    for (const { identifier } of at.references) if (!contains(except, identifier)) found.push(identifier.name);
    pending.push(...at.childScopes);
  }
  return found;
}
