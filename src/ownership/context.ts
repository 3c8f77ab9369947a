import type { TSESTree } from '@typescript-eslint/utils';

import type { Catalog } from '../catalog/index.ts';
import type { Graph } from '../flow/graph.ts';
import type { Census } from '../lang/census.ts';
import type { FunctionNode, Node } from '../lang/nodes.ts';
import type { Scopes, Variable } from '../lang/scopes.ts';
import type { Home, Located } from '../origin/model.ts';
import type { Conditions } from './conditions.ts';
import type { Obligation } from './model.ts';
import type { Strength } from './throwing.ts';
import type { Role } from '../flow/graph.ts';

/** As much of an obligation as its uses are read by. */
export type Judged = Pick<Obligation, 'kind' | 'ref' | 'releasedBy'>;

/** What a function does to a resource that it is given or that it captured. */
export type FunctionEffect = 'disposes' | 'borrows' | 'unknown';

/** What the parts of the ownership layer ask of each other. One for each file; those of the files of a project know each other. */
export interface OwnershipContext {
  readonly catalog: Catalog;
  readonly scopes: Scopes;
  readonly census: Census;
  readonly origin: Home;
  readonly conditions: Conditions;
  readonly isTestFile: boolean;
  /** The text of a node. */
  textOf(node: Node): string;
  /** The graph of a function; undefined when it is too large. */
  graphOf(fn: FunctionNode): Graph | undefined;
  /** How likely a step throws. */
  strengthOf(node: Node, role: Role): Strength | undefined;
  /** What a function does to its parameter of that position, or to a property that it takes out of it, being of the type of the obligation. */
  effectOnParameter(callee: Located, position: number, obligation: Judged, property?: string): FunctionEffect;
  /** What a nested function does to the resource that it captured. */
  effectOnCaptured(fn: FunctionNode, obligation: Obligation): FunctionEffect;
  /** The ownership layer of the file in which something stands. */
  contextOf(home: Home): OwnershipContext;
  /** Whether a throw statement or an awaited rejection leaves a function of this file, or the promise that it gives is rejected. */
  throws(fn: FunctionNode, how: 'called' | 'awaited'): boolean;
  /** Whether the function is called where the module is loaded: what it holds then lives as long as the process. */
  isEntry(fn: FunctionNode): boolean;
  variableOf(node: Node): Variable | undefined;
}

export type Call = TSESTree.CallExpression | TSESTree.NewExpression;
