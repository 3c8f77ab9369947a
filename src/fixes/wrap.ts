import type { TSESTree } from '@typescript-eslint/utils';

import type { Node } from '../lang/nodes.ts';
import { type Layout, indentAt, indented, lineEnd, lineStart, startsLine } from './layout.ts';
import type { SourceCode, TextEdit } from './model.ts';
import { endWithComments, listOf } from './statements.ts';

/** The pen with which blocks are put round statements. Everything is inserted; what was there stays where it was, a step further in. */
export class Pen {
  readonly #sourceCode: SourceCode;
  readonly layout: Layout;

  constructor(sourceCode: SourceCode, layout: Layout) {
    this.#sourceCode = sourceCode;
    this.layout = layout;
  }

  get #text(): string {
    return this.#sourceCode.text;
  }

  /** Where a statement begins together with the comments on the lines above it, up to the code before. */
  startOf(statement: Node): number | undefined {
    const before = this.#sourceCode.getTokenBefore(statement);
    const bound = before ? lineEnd(this.#text, before.range[1]) : 0;
    const above = this.#sourceCode.getCommentsBefore(statement).find(({ range }) => range[0] > bound);
    const at = above?.range[0] ?? statement.range[0];
    return startsLine(this.#text, at) && startsLine(this.#text, statement.range[0]) ? at : undefined;
  }

  /** Where a statement ends together with the comments on its line. */
  endOf(statement: Node): number | undefined {
    return endWithComments(statement, this.#sourceCode);
  }

  indentOf(node: Node): string {
    return indentAt(this.#text, node.range[0]);
  }

  /** `try {` before the first statement. */
  open(first: Node): TextEdit[] | undefined {
    const at = this.startOf(first);
    if (at === undefined) return undefined;
    return [{ range: [at, at], text: `try {${this.layout.newline}${this.indentOf(first)}${this.layout.unit}` }];
  }

  /** All lines from the first statement to the last, a step further in. */
  shift(first: Node, last: Node): TextEdit[] | undefined {
    const [from, to] = [this.startOf(first), this.endOf(last)];
    if (from === undefined || to === undefined) return undefined;
    return this.shiftRange([from, to]).filter(({ range }) => range[0] > from);
  }

  shiftRange(range: readonly [number, number]): TextEdit[] {
    return indented(this.#sourceCode, range, this.layout.unit);
  }

  /** `} finally { code }` behind the last statement. */
  finish(last: Node, first: Node, code: string): TextEdit[] | undefined {
    const at = this.endOf(last);
    if (at === undefined) return undefined;
    return [
      {
        range: [at, at],
        text: this.finallyText(this.indentOf(first), code, `${this.layout.newline}${this.indentOf(first)}}`),
      },
    ];
  }

  finallyText(indent: string, code: string, opening: string): string {
    const { newline, unit, end } = this.layout;
    return `${opening} finally {${newline}${indent}${unit}${code}${end}${newline}${indent}}`;
  }

  /**
   * Turns a statement that stands behind others into the `finally` of a `try` round them; its own comments stay with it.
   * `brace` is the end of the block before, where that is not there yet.
   */
  finishWith(disposal: Node, last: Node, prefix: string, brace: 'close' | 'closed'): TextEdit[] | undefined {
    const [end, from, to] = [
      brace === 'close' ? this.endOf(last) : last.range[1],
      this.startOf(disposal),
      this.endOf(disposal),
    ];
    if (end === undefined || from === undefined || to === undefined || end > from) return undefined;
    const indent = this.indentOf(disposal);
    const { newline, unit } = this.layout;
    const opening = `${brace === 'close' ? `${newline}${indent}}` : ''} finally {`;
    const between = this.#text.slice(end, from);
    if (between.trim() !== '') return undefined;
    const lines = this.shiftRange([from, to]).filter(({ range }) => range[0] > from);
    const awaited: TextEdit[] = prefix === '' ? [] : [{ range: [disposal.range[0], disposal.range[0]], text: prefix }];
    return [
      { range: [end, from], text: `${opening}${newline}${indent}${unit}` },
      ...lines,
      ...awaited,
      { range: [to, to], text: `${newline}${indent}}` },
    ];
  }

  /** Takes away the `try {` of a statement whose block begins earlier now; comments above it go a step further in with what precedes it. */
  dropTry(guard: TSESTree.TryStatement, last: Node): TextEdit[] | undefined {
    const text = this.#text;
    const [start] = guard.range;
    const stop = lineEnd(text, start);
    const from = this.endOf(last);
    if (!startsLine(text, start) || !/^try\s*\{$/.test(text.slice(start, stop).trimEnd()) || from === undefined)
      return undefined;
    const above = this.shiftRange([lineEnd(text, from), lineStart(text, start)]).filter(({ range }) => range[0] > from);
    return [...above, { range: [lineStart(text, start), this.#nextLine(stop)], text: '' }];
  }

  /** Takes a statement out, and its line where nothing else stands on it. Comments stay. */
  remove(statement: Node): TextEdit | undefined {
    if (!listOf(statement)) return undefined;
    const text = this.#text;
    const [start, end] = statement.range;
    const stop = lineEnd(text, end);
    const isAlone = startsLine(text, start) && text.slice(end, stop).trim() === '';
    if (isAlone) return { range: [this.#emptyLinesBefore(start, stop), this.#emptyLineBehind(start, stop)], text: '' };
    if (startsLine(text, start)) return { range: [start, skipSpace(text, end)], text: '' };
    return {
      range: [lineStart(text, start) + text.slice(lineStart(text, start), start).trimEnd().length, end],
      text: '',
    };
  }

  /** Where the next line begins; behind it when empty lines stand on both sides, or a block begins above. */
  #emptyLineBehind(start: number, stop: number): number {
    const next = this.#nextLine(stop);
    const above = lineStart(this.#text, lineStart(this.#text, start) - 1);
    const before = this.#text.slice(above, lineStart(this.#text, start)).trim();
    const isBetween = (before === '' || before.endsWith('{')) && /^[ \t]*\r?\n/.test(this.#text.slice(next));
    return isBetween ? this.#nextLine(next) : next;
  }

  #nextLine(at: number): number {
    const found = this.#text.indexOf('\n', at);
    return found < 0 ? this.#text.length : found + 1;
  }

  /** Where the line begins; with the empty lines above it when a closing brace follows. */
  #emptyLinesBefore(start: number, stop: number): number {
    let at = lineStart(this.#text, start);
    if (!/^\s*\}/.test(this.#text.slice(stop))) return at;
    for (
      let above = lineStart(this.#text, at - 1);
      at > 0 && this.#text.slice(above, at).trim() === '';
      above = lineStart(this.#text, at - 1)
    )
      at = above;
    return at;
  }
}

function skipSpace(text: string, at: number): number {
  return at + (/^[ \t]*/.exec(text.slice(at))?.[0].length ?? 0);
}
