import type { TSESTree } from '@typescript-eslint/utils';

import type { TypeRef } from '../catalog/index.ts';
import type { Point } from '../flow/graph.ts';
import { type Node, contains } from '../lang/nodes.ts';
import type { Variable } from '../lang/scopes.ts';
import type { Exit, Leak } from '../ownership/model.ts';
import { type BodyUse, bodyUse } from './body-uses.ts';
import { isCertainlyThere } from './certain.ts';
import { type Layout, layoutOf } from './layout.ts';
import type { Editing, Repair, TextEdit } from './model.ts';
import { NAME_TITLES, nameResponse } from './name-response.ts';
import { isVisible, mayAwait } from './names.ts';
import { type Place, earlier, edgesThrough, placeOn } from './places.ts';
import { type Openness, after, opennessOf } from './reach.ts';
import { insertAfter, insertBefore, insertElse } from './statements.ts';

/** The titles of the edits in this file. */
export const CONSUME_TITLES = {
  consumeOnPath: 'Add `{{code}}` where the body is not read.',
  ...NAME_TITLES,
} as const;

type ConsumeRepair = Repair<keyof typeof CONSUME_TITLES>;

/**
 * Discards the body of a response on exactly the paths that leave it unread, and nowhere else: not where it may have been read
 * already, is used later, or belongs to somebody else on another path. Nothing where there is no such place.
 */
export function consumeOnPath(leak: Leak, file: Editing): readonly ConsumeRepair[] {
  if (leak.obligation.heldAs !== undefined || leak.obligation.byName) return [];
  const held = [...leak.obligation.holders][0];
  const isDropped = leak.exits.some(({ how }) => how === 'dropped');
  const named = isDropped ? nameResponse(leak, file) : undefined;
  if (named) return [named];
  const repair =
    held && leak.obligation.kind === 'response' ? new Discard(leak, held[0], held[1], file).repair() : undefined;
  return repair ? [repair] : [];
}

class Discard {
  readonly #leak: Leak;
  readonly #holder: Variable;
  readonly #ref: TypeRef;
  readonly #file: Editing;
  readonly #layout: Layout;
  readonly #openness: Openness;

  constructor(leak: Leak, holder: Variable, ref: TypeRef, file: Editing) {
    this.#leak = leak;
    this.#holder = holder;
    this.#ref = ref;
    this.#file = file;
    this.#layout = layoutOf(file.sourceCode, leak.obligation.place.range[0]);
    this.#openness = opennessOf(leak);
  }

  repair(): ConsumeRepair | undefined {
    const pattern = this.#ref.type.discard;
    if (pattern === undefined) return undefined;
    const places: Place[] = [];
    for (const exit of this.#leak.exits) {
      const place = this.#place(exit);
      if (!place) return undefined;
      if (!places.some((each) => each.statement === place.statement && each.where === place.where)) places.push(place);
    }
    const before = places.map((place) => this.#usedBefore(place));
    if (before.includes('body')) return undefined;
    const isCertain = places.every(({ statement }) => isCertainlyThere(this.#leak, this.#holder, statement));
    const wanted = (isCertain ? pattern : pattern.replace('$.', '$?.')).replaceAll('$', this.#holder.name);
    const isAllowed = !wanted.startsWith('await ') || places.every(({ statement }) => mayAwait(statement));
    const code = isAllowed ? wanted : wanted.replace(/^await /, 'void ');
    const edits = places.map((place) => this.#edit(place, code));
    if (!edits.every((each) => each !== undefined)) return undefined;
    return {
      certainty: isAllowed && !before.includes('whole') ? 'exact' : 'likely',
      title: 'consumeOnPath',
      data: { code },
      edits: edits.flat(),
      covers: this.#lifetime(),
    };
  }

  #place(exit: Exit): Place | undefined {
    const isUsable = (statement: Node): boolean => isVisible(this.#holder, statement, this.#file.sourceCode);
    const found = placeOn(exit, this.#leak, this.#openness, isUsable);
    const place = found && earlier(found, (statement) => this.#isMentioned(statement));
    if (!place || !isUsable(place.statement)) return undefined;
    return this.#isUsedAfter(place) ? undefined : place;
  }

  #isMentioned(statement: Node): boolean {
    return this.#holder.references.some(({ identifier }) => contains(statement, identifier));
  }

  /** Whether the body, or the response as a whole, is used when the place has been passed. */
  #isUsedAfter(place: Place): boolean {
    const { starts } = this.#leak.obligation;
    const opening = new Set(starts);
    const behind = after(
      edgesThrough(place, this.#leak.obligation.graph).map(([, edge]) => edge),
      (point) => !opening.has(point) && !this.#isOverwritten(point),
    );
    return this.#uses().some(([, points]) => points.some((point) => behind.has(point)));
  }

  /** What has been done with the response when the place is reached; what goes on with the body there must not be cut off. */
  #usedBefore(place: Place): BodyUse {
    const opening = new Set(this.#leak.obligation.starts);
    const sources = edgesThrough(place, this.#leak.obligation.graph).map(([point]) => point);
    const before = this.#uses().filter(([, points]) => {
      const behind = after(
        points.flatMap(({ succ }) => succ),
        (point) => !opening.has(point),
      );
      return sources.some((source) => behind.has(source) || points.includes(source));
    });
    if (before.some(([use]) => use === 'body')) return 'body';
    return before.length > 0 ? 'whole' : 'none';
  }

  /** The uses that may concern the body, with where they happen. */
  #uses(): (readonly [BodyUse, readonly Point[]])[] {
    const { obligation } = this.#leak;
    return this.#holder.references.flatMap((reference) => {
      const identifier = reference.identifier as Node;
      const use = reference.isRead() ? bodyUse(identifier, this.#ref) : 'none';
      let at: Node | undefined = identifier;
      while (at && obligation.graph.pointsOf(at).length === 0) at = at.parent;
      return use === 'none' || !at ? [] : [[use, obligation.graph.pointsOf(at)] as const];
    });
  }

  #isOverwritten({ role, node }: Point): boolean {
    const isWritten = role === 'bind' && node?.type === 'AssignmentExpression' && node.operator === '=';
    return isWritten && this.#holder.references.some(({ identifier }) => identifier === node.left);
  }

  #edit(place: Place, code: string): TextEdit[] | undefined {
    const { sourceCode } = this.#file;
    switch (place.where) {
      case 'before':
        return insertBefore(place.statement, code, sourceCode, this.#layout);
      case 'after':
        return insertAfter(place.statement, code, sourceCode, this.#layout);
      case 'else':
        return insertElse(place.statement, code, sourceCode, this.#layout);
    }
  }

  #lifetime(): readonly [number, number] {
    const ends = this.#holder.references.map(({ identifier }) => (identifier as Node).range[1]);
    const start: TSESTree.Range = this.#leak.obligation.acquisition.range;
    return [start[0], Math.max(start[1], ...ends)];
  }
}
