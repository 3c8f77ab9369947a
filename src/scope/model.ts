import type { TSESTree } from '@typescript-eslint/utils';

import type { Framework, Unit } from '../catalog/frameworks/vocabulary.ts';
import type { Census } from '../lang/census.ts';
import type { ClassNode, FunctionNode, Node } from '../lang/nodes.ts';
import type { Scopes } from '../lang/scopes.ts';
import type { Home } from '../origin/model.ts';

/** A function that somebody calls again and again. */
export interface Handler {
  readonly fn: FunctionNode;
  /** By whom, in the words of the catalog. */
  readonly framework: string;
  readonly unit: Unit;
  /** The file that it stands in, inside the folder that is linted; undefined where that is the linted one. */
  readonly path?: string;
}

/** Why code runs again and again: the handler, and the functions on the way from it to the code, the first called first. */
export interface Run {
  readonly handler: Handler;
  readonly way: readonly Step[];
}

/** A call that leads on from code that runs again and again. */
export interface Step {
  /** What is called, as the code calls it: `getUser`, `new Store`. */
  readonly name: string;
  readonly call: Node;
  /** The names of the file in which the call stands. */
  readonly scopes: Scopes;
}

/** What the scope layer is made of. */
export interface ScopeSource {
  readonly frameworks: readonly Framework[];
  readonly scopes: Scopes;
  readonly census: Census;
  readonly origin: Home;
  readonly visitorKeys: Readonly<Record<string, readonly string[] | undefined>>;
  readonly program: TSESTree.Program;
  /** The file's path inside the folder that is linted, with slashes. */
  readonly path: string;
  /** Whether handlers count that stand in other files. */
  readonly isImporter?: boolean;
  readonly text: string;
  docOf(node: Node): string | undefined;
  /** The other files of the project; undefined where none are read. */
  readonly others: OtherFiles | undefined;
}

/** The other files of a project, as this layer asks for them. */
export interface OtherFiles {
  /** All that has to be known of another file; undefined where it cannot be read again. */
  sourceOf(home: Home): ScopeSource | undefined;
  /** The files that may import a file, none of them a test. */
  importersOf(source: ScopeSource): readonly Importer[];
  /** The files that import a package by that specifier, none of them a test. */
  importing(specifier: string): readonly Importer[];
}

/** A file that may import another one, read when somebody wants to know more than its text. */
export interface Importer {
  readonly text: string;
  readonly source: ScopeSource | undefined;
}

/** Which functions and classes of a file run, or are built, again and again. */
export interface Runs {
  /** Why a piece of code runs again and again; undefined where nothing in the file says that it does. */
  runAt(node: Node): Run | undefined;
  /** Why an object of the class is built again and again. */
  builtBy(owner: ClassNode): Run | undefined;
  /** The calls in such code that lead to nothing in the file. */
  readonly outward: readonly Outward[];
}

/** A call in code that runs again and again, of what does not stand in the file. */
export interface Outward {
  readonly call: TSESTree.CallExpression | TSESTree.NewExpression;
  readonly run: Run;
}

/** Something to begin with that runs again and again, and why. */
export interface Seed {
  readonly of: FunctionNode | ClassNode;
  readonly run: Run;
}
