import type { TextEdit } from './model.ts';

/** The edits without those that move what another one takes away. */
export function outermost(edits: readonly TextEdit[]): readonly TextEdit[] {
  const gone = edits.filter(({ range, text }) => text === '' && range[0] < range[1]);
  const isGone = (edit: TextEdit): boolean =>
    edit.text.trim() === '' &&
    gone.some(
      (other) =>
        other !== edit &&
        other.range[0] <= edit.range[0] &&
        edit.range[1] <= other.range[1] &&
        edit.range[0] < other.range[1],
    );
  return edits.filter((edit) => !isGone(edit));
}
