import type { ResourceType } from '../../src/catalog/vocabulary.ts';

/** Something that is declared otherwise than the entry says. */
export interface Disagreement {
  readonly text: string;
  /** Where it was met, on the way from the module's exports. */
  readonly at?: string;
  /** What no declaration tells of, where that is what is wrong: `Pool.connect`. An entry may say why in `unchecked`. */
  readonly undeclared?: string;
  /** It suffices that one edition has it: names of types and callback forms come and go. */
  readonly eitherEdition?: true;
}

/** A type that nothing declared gives: neither it nor anything of it could be compared. */
export function* unwitnessed(key: string, type: ResourceType): Iterable<Disagreement> {
  yield { text: `${key}: nothing that is declared gives it`, undeclared: key };
  const names = [type.dispose, type.members, type.closedWhen].flatMap((each) => Object.keys(each ?? {}));
  for (const name of names) yield { text: `${key}.${name} is not declared`, undeclared: `${key}.${name}` };
}

/** Something that is not there although it is due, or is there although it is not. */
export function absence(where: string, isDue: boolean, since: string | undefined): Disagreement {
  if (isDue) return { text: `${where} is not declared`, undeclared: subject(where) };
  return { text: `${where} is there before ${String(since)}` };
}

/** The last name of `new pg: Pool.connect`. */
export function last(where: string): string {
  return where.split(/[.: ]+/).at(-1) ?? where;
}

/** `Pool.connect` of `new pg: Pool.connect`. */
export function subject(where: string): string {
  return where.split(': ').at(-1) ?? where;
}

/** Negative, zero or positive, as the first version is older than, the same as or newer than the second. */
export function compareVersions(a: string, b: string): number {
  const [left = [], right = []] = [a, b].map((version) => version.split(/[.-]/).map(Number));
  for (let at = 0; at < 3; at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
