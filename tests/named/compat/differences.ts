/**
 * All the reasons for which the same project may be judged otherwise somewhere. Whatever differs and has none of them is
 * a fault of ours.
 */
export const DIFFERENCES = {
  'no types':
    'Without type information nothing is known of what another package returns, unless the catalog describes that package: `openLedger()` of a library with `[Symbol.asyncDispose]()` is reported only with types.',
  'no other files':
    'oxlint has no parser that a plugin may call. What an imported file of the project returns is not known there, and an edit that writes `using` is not offered, since nobody could say whether it parses.',
  'no `using` syntax':
    'A parser that does not know `using` reports a syntax error for a file that has it, and no rule sees that file.',
} as const;

export type Difference = keyof typeof DIFFERENCES;
