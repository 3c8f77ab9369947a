import type { TSESTree } from '@typescript-eslint/utils';

import type { Catalog, TypeRef } from '../catalog/index.ts';
import type { Evidence, Library, Result, Value } from '../catalog/vocabulary.ts';
import type { ClassNode, FunctionNode, Node } from '../lang/nodes.ts';
import type { Variable } from '../lang/scopes.ts';
import type { Census } from '../lang/census.ts';
import type { Scopes } from '../lang/scopes.ts';
import type { Undescribed } from './disposables.ts';

/** A value of a catalog type. */
export interface Instance {
  readonly kind: 'instance';
  readonly ref: TypeRef;
  /** It is a promise of the value. */
  readonly promise: boolean;
  /** Whether the expression brings the resource into being: certainly, perhaps (somebody else's function returns it), or not. */
  readonly fresh: 'yes' | 'maybe' | 'no';
  /** The answer rests on the name of the member alone, and on how the result is used. */
  readonly evidence?: Evidence;
}

/** What an expression stands for, as far as the catalog is concerned. */
export type Denotation =
  | Instance
  | { readonly kind: 'value'; readonly library: Library; readonly value: Value }
  | {
      readonly kind: 'module';
      readonly library: Library;
      readonly exports: Readonly<Record<string, Value>>;
      readonly promise: boolean;
    }
  | { readonly kind: 'collection'; readonly element: Denotation; readonly promise: boolean }
  | { readonly kind: 'tuple'; readonly elements: readonly (Denotation | undefined)[]; readonly promise: boolean }
  | Placed
  | Elsewhere
  /** All that another file of the project exports. */
  | { readonly kind: 'namespace'; readonly path: string };

/** What stands in this file. */
export type Placed =
  | { readonly kind: 'function'; readonly fn: FunctionNode }
  | { readonly kind: 'class'; readonly node: ClassNode }
  | { readonly kind: 'object'; readonly of: ClassNode }
  | { readonly kind: 'record'; readonly literal: TSESTree.ObjectExpression }
  | Structure
  | Signature;

/** A value of which only an object type is known. */
export interface Structure {
  readonly kind: 'structure';
  readonly parts: readonly (TSESTree.TSTypeLiteral | TSESTree.TSInterfaceDeclaration)[];
}

/** A function of which only the type is known. */
export interface Signature {
  readonly kind: 'signature';
  readonly gives: TSESTree.TypeNode;
}

/** What stands in another file of the project, and what is known there. */
export interface Elsewhere {
  readonly kind: 'elsewhere';
  readonly of: Placed;
  readonly home: Home;
}

/** A function, and the file in which it stands. */
export interface Located {
  readonly fn: FunctionNode;
  readonly home: Home;
}

/** What a call of a catalog member or value is: which result was chosen, and on what it was called. */
export interface CatalogCall {
  readonly library: Library;
  readonly result: Result;
  readonly ref: TypeRef;
  /** The expression whose member was called: `pool` of `pool.connect()`. */
  readonly receiver: Node | undefined;
  /** Nothing is known of the receiver: the name of the member is all the evidence. */
  readonly evidence?: Evidence | undefined;
}

/** A callback that a call hands a resource to. */
export interface CallbackUse {
  readonly fn: FunctionNode;
  readonly value: number;
  readonly error: number | undefined;
  readonly release: number | undefined;
  readonly ref: TypeRef;
  readonly evidence?: Evidence | undefined;
  /** Whoever is given it owes it only where he disposes of it on some path. */
  readonly ifDisposed?: boolean;
}

/** What the parts of the origin layer ask of each other. */
export interface OriginContext {
  readonly catalog: Catalog;
  readonly scopes: Scopes;
  readonly census: Census;
  /** What an expression stands for; undefined when nothing is known of it. */
  denote(node: Node): Denotation | undefined;
  /** How the catalog sees a call; undefined when it does not know the callee. */
  callOf(call: TSESTree.CallExpression | TSESTree.NewExpression): CatalogCall | undefined;
  /** What a variable of this file holds. */
  heldBy(variable: Variable): Denotation | undefined;
  /** What calling a function of this file gives. */
  resultOf(fn: FunctionNode): Denotation | undefined;
  /** What a type alias of this file stands for; undefined while that is being found out, as in a recursive type. */
  aliasDenotes(alias: TSESTree.TSTypeAliasDeclaration): Denotation | undefined;
  /** The comment that documents a declaration, if it is a JSDoc comment. */
  docOf(node: Node): string | undefined;
  /** The type that a variable of this file names; undefined for values and for what means nothing to the catalog. */
  typeNamed(variable: Variable): Denotation | undefined;
  /** Who declares the type of an expression that the type checker, where there is one, knows to be none of the catalog's. */
  strangerAt(node: Node): 'project' | 'package' | undefined;
  /** What other files of the project say; undefined where there are none, or none that can be read. */
  readonly neighbours: Neighbours | undefined;
}

/**
 * Which entry of the catalog an expression comes from. It works on scopes alone: imports of every form, aliases, destructuring,
 * annotations, class fields and functions, of the file and of those of its project that it imports; a type checker may add answers
 * and is never needed. It refuses to
 * guess: what it does not know is undefined. For `const c = await pool.connect()` with `pool` imported from nowhere it knows,
 * `denote(c)` is undefined; with `pool: Pool` annotated, it is the lease `PoolClient` of `pg`.
 */
export interface Origin {
  denote(node: Node): Denotation | undefined;
  /** How the catalog sees a call; undefined when it does not know the callee. */
  callOf(call: TSESTree.CallExpression | TSESTree.NewExpression): CatalogCall | undefined;
  /** The callback or listener of a call that is handed a resource. */
  callbackOf(call: TSESTree.CallExpression | TSESTree.NewExpression): CallbackUse | undefined;
  /** The function of this file that a call calls. */
  functionOf(call: TSESTree.CallExpression | TSESTree.NewExpression): FunctionNode | undefined;
  /** What an expression stands for, also where the file that it comes from promises nothing to the catalog. */
  codeOf(node: Node): Denotation | undefined;
  /** Who declares the type of an expression that the type checker, where there is one, knows to be none of the catalog's. */
  strangerAt(node: Node): 'project' | 'package' | undefined;
  /** What a call brings that no entry describes, where its type says that it has to be disposed of. */
  undescribedAt(call: TSESTree.CallExpression | TSESTree.NewExpression): Undescribed | undefined;
  /** The function that a call calls, of this file or another of the project. */
  calleeOf(call: TSESTree.CallExpression | TSESTree.NewExpression): Located | undefined;
}

/** All that is known of a file, for those too who come from another one. */
export interface Home extends Origin, OriginContext {
  /** Where the file lies; undefined where it is not on the disk. */
  readonly path: string | undefined;
  readonly visitorKeys: Readonly<Record<string, readonly string[] | undefined>>;
  readonly program: TSESTree.Program;
  textOf(node: Node): string;
}

/**
 * Why another file is asked. For a value, a type or the structure of one it is read only where its text promises one that the catalog
 * knows; for the code of a function it is read in any case.
 */
export type Interest = 'value' | 'type' | 'structure' | 'code';

/** The name under which all that `require` gives is asked for. */
export const WHOLE = 'module.exports';

/** The other files, as one of them sees them. */
export interface Neighbours {
  /** What a module exports under a name: `default`, or `module.exports` for all that `require` gives. */
  imported(specifier: string, name: string, interest: Interest): Denotation | undefined;
  /** What the file at a path exports under a name. */
  exported(path: string, name: string, interest: Interest): Denotation | undefined;
  /** All that a module exports. */
  namespace(specifier: string): Denotation | undefined;
  /** Whether a glance at the text of a module tells that what it exports under a name may build something that the catalog knows, and that it has a member of that name. */
  promises(specifier: string, name: string, member: string | undefined): boolean;
}

export function instance(
  ref: TypeRef | undefined,
  fresh: Instance['fresh'] = 'no',
  promise = false,
): Instance | undefined {
  return ref && { kind: 'instance', ref, promise, fresh };
}

/** The same with one promise taken off, as `await` does. */
export function awaited(denotation: Denotation | undefined): Denotation | undefined {
  if (!denotation || !('promise' in denotation) || !denotation.promise) return denotation;
  return { ...denotation, promise: false };
}

/** The same, as what an asynchronous function gives that returns it. */
export function promised(denotation: Denotation | undefined): Denotation | undefined {
  return denotation && 'promise' in denotation ? { ...denotation, promise: true } : denotation;
}

/** What something that stands in one file is to another: nodes go with the file that knows their names. */
export function seenFrom(viewer: OriginContext, of: Denotation | undefined, home: Home): Denotation | undefined {
  switch (of?.kind) {
    case 'function':
    case 'class':
    case 'object':
    case 'record':
    case 'structure':
    case 'signature':
      return home === viewer ? of : { kind: 'elsewhere', of, home };
    case 'elsewhere':
      return of.home === viewer ? of.of : of;
    case 'collection': {
      const element = seenFrom(viewer, of.element, home);
      return element && { ...of, element };
    }
    case 'tuple':
      return { ...of, elements: of.elements.map((element) => seenFrom(viewer, element, home)) };
    default:
      return of;
  }
}
