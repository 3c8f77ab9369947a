import { walk } from '../lang/census.ts';
import type { Node } from '../lang/nodes.ts';
import type { SourceCode, TextEdit } from './model.ts';

/** How the file is laid out, so that what is inserted looks like what is there. */
export interface Layout {
  readonly newline: string;
  /** One step of indentation. */
  readonly unit: string;
  /** What statements end with: `;`, or nothing where the file leaves it out. */
  readonly end: '' | ';';
}

/** The layout of a file; of the lines round a place, where one part is indented by tabs and another by spaces. */
export function layoutOf(sourceCode: SourceCode, at?: number): Layout {
  const { text } = sourceCode;
  const crlf = text.split('\r\n').length - 1;
  const lf = text.split('\n').length - 1;
  return {
    newline: crlf * 2 > lf ? '\r\n' : '\n',
    unit: unitOf(text, at === undefined ? '' : indentAt(text, at)),
    end: endOf(sourceCode),
  };
}

/** The step by which lines after an opening brace are indented, by majority; of tabs or of spaces only where a line shows which. */
function unitOf(text: string, shown: string): string {
  const votes = new Map<string, number>();
  const lines = text.split(/\r?\n/);
  for (const [i, line] of lines.entries()) {
    const next = lines[i + 1];
    if (!/[{([]$/.test(line) || next === undefined || next.trim() === '') continue;
    const outer = indentOf(line);
    const inner = indentOf(next);
    if (inner.length <= outer.length || !inner.startsWith(outer)) continue;
    const step = inner.slice(outer.length);
    if (shown !== '' && shown.startsWith('\t') !== step.startsWith('\t')) continue;
    votes.set(step, (votes.get(step) ?? 0) + 1);
  }
  const [best] = [...votes].sort((a, b) => b[1] - a[1]);
  return best?.[0] ?? (shown.startsWith('\t') ? '\t' : '  ');
}

function indentOf(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

const ENDED = new Set([
  'ExpressionStatement',
  'VariableDeclaration',
  'ReturnStatement',
  'ThrowStatement',
  'ImportDeclaration',
]);

function endOf(sourceCode: SourceCode): '' | ';' {
  let balance = 0;
  walk(sourceCode.ast, sourceCode.visitorKeys, (node) => {
    const isHead = node.type === 'VariableDeclaration' && node.parent.type.startsWith('For');
    if (ENDED.has(node.type) && !isHead) balance += sourceCode.text[node.range[1] - 1] === ';' ? 1 : -1;
    return undefined;
  });
  return balance < 0 ? '' : ';';
}

/** Where the line begins on which a place stands. */
export function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** Where the line ends on which a place stands, its line break left out. */
export function lineEnd(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  if (found < 0) return text.length;
  return found > at && text[found - 1] === '\r' ? found - 1 : found;
}

/** The indentation of the line on which a place stands. */
export function indentAt(text: string, at: number): string {
  return indentOf(text.slice(lineStart(text, at), at));
}

/** Whether nothing but space stands before the place on its line. */
export function startsLine(text: string, at: number): boolean {
  return text.slice(lineStart(text, at), at).trim() === '';
}

/** Moves lines one step to the right: those that begin inside the range, but not within templates, JSX text, block comments and strings. */
export function indented(sourceCode: SourceCode, [start, end]: readonly [number, number], unit: string): TextEdit[] {
  const { text } = sourceCode;
  const fixed = verbatim(sourceCode, [start, end]);
  const edits: TextEdit[] = [];
  for (let at = lineStart(text, start); at < end; at = text.indexOf('\n', at) + 1 || end) {
    if (at < start && !startsLine(text, start)) continue;
    const isBlank = text.slice(at, lineEnd(text, at)).trim() === '';
    if (isBlank || fixed.some(([from, to]) => from < at && at < to)) continue;
    edits.push({ range: [at, at], text: unit });
  }
  return edits;
}

/** Moves the lines of a range one step to the left, where they are that far in; not within templates, JSX text, block comments and strings. */
export function outdented(sourceCode: SourceCode, range: readonly [number, number], unit: string): TextEdit[] {
  const { text } = sourceCode;
  const [start, end] = range;
  const fixed = verbatim(sourceCode, range);
  const edits: TextEdit[] = [];
  for (let at = lineStart(text, start); at < end; at = text.indexOf('\n', at) + 1 || end) {
    if (fixed.some(([from, to]) => from < at && at < to) || !text.startsWith(unit, at)) continue;
    edits.push({ range: [at, at + unit.length], text: '' });
  }
  return edits;
}

/** The text of a range, moved to the left. */
export function dedented(sourceCode: SourceCode, range: readonly [number, number], step: string): string {
  let result = '';
  let from = range[0];
  const edits = step === '' ? [] : outdented(sourceCode, range, step);
  for (const edit of edits.filter(({ range: [start] }) => start > range[0])) {
    result += sourceCode.text.slice(from, edit.range[0]);
    from = edit.range[1];
  }
  return result + sourceCode.text.slice(from, range[1]);
}

/** What means its own line breaks. */
function verbatim(sourceCode: SourceCode, [start, end]: readonly [number, number]): (readonly [number, number])[] {
  const found: (readonly [number, number])[] = [];
  const isNear = (node: { readonly range: readonly [number, number] }): boolean =>
    node.range[0] < end && node.range[1] > start;
  for (const comment of sourceCode.getAllComments())
    if (comment.type === 'Block' && isNear(comment)) found.push(comment.range);
  walk(sourceCode.ast, sourceCode.visitorKeys, (node: Node) => {
    if (!isNear(node)) return false;
    if (
      node.type === 'TemplateLiteral' ||
      node.type === 'JSXText' ||
      (node.type === 'Literal' && typeof node.value === 'string')
    )
      found.push(node.range);
    return undefined;
  });
  return found;
}
