/** How many points a graph may have if the caller does not say. */
export const DEFAULT_CAP = 20_000;

/** Nesting beyond what people write, and well within the stack of a process. */
const DEEPEST = 400;

/** The graph would have too many points, or the code is nested too deeply to be walked. */
export class TooLarge extends Error {}

/** The same number, if code may be nested so deeply. */
export function within(depth: number): number {
  if (depth > DEEPEST) throw new TooLarge('nested too deeply');
  return depth;
}
