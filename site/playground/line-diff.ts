/** Which lines differ between two texts, so that an edit shows as what it changes and not as all that it takes up. */

export interface Hunk {
  /** The line, from 0, before which the lines are taken out and put in. */
  readonly at: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** The hunks that make the second text of the first; lines are counted in the first. */
export function hunksBetween(before: string, after: string): readonly Hunk[] {
  const [a, b] = [before.split('\n'), after.split('\n')];
  const start = a.findIndex((line, at) => line !== b[at]);
  if (start < 0) return a.length === b.length ? [] : [{ at: a.length, removed: [], added: b.slice(a.length) }];
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  return middle(a.slice(start, a.length - end), b.slice(start, b.length - end), start);
}

/** The most lines of either text that are compared one by one; more than that is one hunk. */
const MOST = 600;

function middle(a: readonly string[], b: readonly string[], offset: number): readonly Hunk[] {
  if (a.length > MOST || b.length > MOST) return [{ at: offset, removed: a, added: b }];
  const same = commonLengths(a, b);
  const hunks: { at: number; removed: string[]; added: string[] }[] = [];
  const hunkAt = (at: number): (typeof hunks)[number] => {
    const last = hunks.at(-1);
    if (last && last.at + last.removed.length === at) return last;
    const next = { at, removed: [], added: [] };
    hunks.push(next);
    return next;
  };
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i], b[j]];
    if (left !== undefined && left === right) [i, j] = [i + 1, j + 1];
    else if (right !== undefined && (left === undefined || (same[i]?.[j + 1] ?? 0) > (same[i + 1]?.[j] ?? 0))) {
      hunkAt(offset + i).added.push(right);
      j++;
    } else {
      if (left !== undefined) hunkAt(offset + i).removed.push(left);
      i++;
    }
  }
  return hunks;
}

/** For each pair of places the length of the longest sequence of lines that both texts have from there on. */
function commonLengths(a: readonly string[], b: readonly string[]): readonly (readonly number[])[] {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const row = table[i];
      if (row)
        row[j] = a[i] === b[j] ? (table[i + 1]?.[j + 1] ?? 0) + 1 : Math.max(table[i + 1]?.[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return table;
}
