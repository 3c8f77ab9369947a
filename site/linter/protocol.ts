/** What the page and its linter say to each other. */

export type Language = 'ts' | 'js';
export type Preset = 'recommended' | 'strict' | 'all';

/** The code, and how it is to be linted. */
export interface Question {
  readonly code: string;
  readonly language: Language;
  readonly preset: Preset;
  /** Whether edits may write `await using`. */
  readonly using: boolean;
}

export interface Request extends Question {
  readonly id: number;
  /** `lint` asks for reports, `fix` for the code after all passes of `--fix`. */
  readonly task: 'lint' | 'fix';
}

export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** One step of the way that a report tells of; only those with words are numbered. */
export interface Step {
  readonly from: number;
  readonly to: number;
  readonly line: number;
  readonly what: string | undefined;
}

export interface Report {
  readonly from: number;
  readonly to: number;
  readonly line: number;
  readonly column: number;
  /** The name of the rule, without the plugin's; undefined for code that cannot be parsed. */
  readonly rule: string | undefined;
  readonly message: string;
  readonly fix: Edit | undefined;
  readonly suggestions: readonly { readonly title: string; readonly edit: Edit }[];
  readonly route: readonly Step[];
}

export type Answer = { readonly id: number } & (
  | { readonly task: 'lint'; readonly reports: readonly Report[] }
  | { readonly task: 'fix'; readonly code: string }
  | { readonly task: 'failed'; readonly why: string }
);
