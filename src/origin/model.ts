import type { TSESTree } from '@typescript-eslint/utils';

import type { Catalog, TypeRef } from '../catalog/index.ts';
import type { Evidence, Library, Result, Value } from '../catalog/vocabulary.ts';
import type { ClassNode, FunctionNode, Node } from '../lang/nodes.ts';
import type { Census } from '../lang/census.ts';
import type { Scopes } from '../lang/scopes.ts';

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
  | { readonly kind: 'function'; readonly fn: FunctionNode }
  | { readonly kind: 'class'; readonly node: ClassNode }
  | { readonly kind: 'object'; readonly of: ClassNode };

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
  /** What calling a function of this file gives. */
  resultOf(fn: FunctionNode): Denotation | undefined;
  /** What a type alias of this file stands for; undefined while that is being found out, as in a recursive type. */
  aliasDenotes(alias: TSESTree.TSTypeAliasDeclaration): Denotation | undefined;
  /** The comment that documents a declaration, if it is a JSDoc comment. */
  docOf(node: Node): string | undefined;
  /** Who declares the type of an expression that the type checker, where there is one, knows to be none of the catalog's. */
  strangerAt(node: Node): 'project' | 'package' | undefined;
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
