import type { Framework, Unit } from '../catalog/frameworks/vocabulary.ts';
import type { Census } from '../lang/census.ts';
import type { ClassNode, FunctionNode, Node } from '../lang/nodes.ts';
import type { Scopes } from '../lang/scopes.ts';
import type { Origin } from '../origin/origin.ts';

/** A function that somebody calls again and again. */
export interface Handler {
  readonly fn: FunctionNode;
  /** By whom, in the words of the catalog. */
  readonly framework: string;
  readonly unit: Unit;
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
}

/** What the scope layer is made of. */
export interface ScopeSource {
  readonly frameworks: readonly Framework[];
  readonly scopes: Scopes;
  readonly census: Census;
  readonly origin: Origin;
  readonly visitorKeys: Readonly<Record<string, readonly string[] | undefined>>;
  /** The file's path inside the folder that is linted, with slashes. */
  readonly path: string;
  readonly text: string;
  docOf(node: Node): string | undefined;
}

/** Which functions and classes of a file run, or are built, again and again. */
export interface Runs {
  /** Why a piece of code runs again and again; undefined where nothing in the file says that it does. */
  runAt(node: Node): Run | undefined;
  /** Why an object of the class is built again and again. */
  builtBy(owner: ClassNode): Run | undefined;
}
