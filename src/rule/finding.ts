import type { TSESTree } from '@typescript-eslint/utils';

import type { RouteStep } from '../ownership/route.ts';

/** What a rule yields: where, which message, with which words, and the edits that end the fault. */

/** Exact edits change nothing but the fault; likely ones want a person's eye. */
export type Certainty = 'exact' | 'likely';

export interface Edit {
  readonly range: readonly [number, number];
  readonly text: string;
}

/** Edits that are made together or not at all. */
export interface Repair<MessageId extends string = string> {
  readonly certainty: Certainty;
  /** The message that names the edit, as an imperative. */
  readonly title: MessageId;
  readonly data?: MessageData;
  readonly edits: readonly Edit[];
  /**
   * The lifetime of the resource that is repaired. The edit then takes up all of it, so that two edits on one resource
   * always collide and are made in two passes, the second judged after the first.
   */
  readonly covers?: readonly [number, number];
}

export type MessageData = Readonly<Record<string, string | number>>;

/** A node, or a place in the text. */
export type Place = TSESTree.Node | { readonly type?: undefined; readonly loc: Readonly<TSESTree.SourceLocation> };

export interface Finding<MessageId extends string = string> {
  readonly at: Place;
  readonly message: MessageId;
  readonly data?: MessageData;
  readonly repair?: Repair<MessageId> | readonly Repair<MessageId>[] | undefined;
  /** The way through the code that it tells of, put together for those who draw it. */
  readonly route?: () => readonly RouteStep[];
}
