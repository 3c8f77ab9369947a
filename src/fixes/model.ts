import type { TSESLint } from '@typescript-eslint/utils';

import type { TypeRef } from '../catalog/index.ts';
import type { DeclaredClient } from '../scope/scope.ts';

/** One replacement of a range of the file; an insertion where both ends are the same. */
export interface TextEdit {
  readonly range: readonly [number, number];
  readonly text: string;
}

/** Edits that are made together or not at all. `exact`: the program does what it did before, apart from the leak. */
export interface Repair<Title extends string = string> {
  readonly certainty: 'exact' | 'likely';
  /** The message that names the edit. */
  readonly title: Title;
  readonly data: Readonly<Record<string, string>>;
  readonly edits: readonly TextEdit[];
  /** The lifetime of the resource: two edits on one resource overlap. */
  readonly covers: readonly [number, number];
}

export type SourceCode = Readonly<TSESLint.SourceCode>;

/** What an edit has to know of the file. What is left out counts as a no. */
export interface Editing {
  readonly sourceCode: SourceCode;
  readonly filename?: string;
  /** Whether `using` may be written; asked only where a type could be disposed of so. */
  mayWriteUsing?(): boolean;
  /** The client of a type that the project says it shares. */
  sharedFor?(ref: TypeRef): DeclaredClient | undefined;
  /** Whether the installed version of a package is known to be that new. */
  hasVersion?(packageName: string, since: string): boolean;
}
