import type { Edit, Repair } from './finding.ts';

/** One replacement in a text. */
export interface Replacement {
  readonly range: readonly [number, number];
  readonly text: string;
}

/**
 * All edits of a repair as one replacement that also takes up what the repair covers: made whole or not at all.
 * Undefined when the edits overlap, lie outside the text, or change nothing.
 */
export function replacementOf(repair: Repair, source: string): Replacement | undefined {
  const edits = [...repair.edits].sort((a, b) => a.range[0] - b.range[0] || a.range[1] - b.range[1]);
  if (!areApart(edits, source.length)) return undefined;
  const [start, end] = extent(edits, repair.covers);
  let text = '';
  let at = start;
  for (const edit of edits) {
    text += source.slice(at, edit.range[0]) + edit.text;
    at = edit.range[1];
  }
  text += source.slice(at, end);
  return text === source.slice(start, end) ? undefined : { range: [start, end], text };
}

/** The text after the replacement. */
export function applied({ range, text }: Replacement, source: string): string {
  return source.slice(0, range[0]) + text + source.slice(range[1]);
}

function areApart(edits: readonly Edit[], length: number): boolean {
  let last = 0;
  for (const { range } of edits) {
    if (range[0] < last || range[1] < range[0] || range[1] > length) return false;
    last = range[1];
  }
  return edits.length > 0;
}

/** From the first to the last place that is edited or covered. */
function extent(edits: readonly Edit[], covers: Repair['covers']): readonly [number, number] {
  const places = [...edits.flatMap(({ range }) => range), ...(covers ?? [])];
  return [Math.min(...places), Math.max(...places)];
}
