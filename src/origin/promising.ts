import type { Catalog } from '../catalog/index.ts';

/**
 * Whether a text can have to do with resources at all: it mentions what the catalog knows, or it takes from another file of the
 * project what by its name makes or fetches something, or looks at what only a response has. Most files do neither, and cost
 * nothing more.
 */
export function mayLeadToResources(text: string, catalog: Catalog): boolean {
  return catalog.mentions(text) || (IMPORTING.test(text) && PROMISING.some((pattern) => pattern.test(text)));
}

/**
 * Whether a text can have functions that give what a function gives that they are given: `retry(work: () => Promise<T>): Promise<T>`.
 * A class with such methods is worth knowing, whatever it is about.
 */
export function mayPassOn(text: string): boolean {
  return PASSING.test(text);
}

const PASSING = /\bReturnType\s*<\s*[A-Z]\w{0,5}\s*>|=>\s*(?:Promise(?:Like)?\s*<\s*)?[A-Z]\w{0,2}\b/;

/** An import of what may be a file of the project. */
const IMPORTING = /(?:\bfrom\s*|\brequire\s*\(\s*|\bimport\s*\(?\s*)['"](?:\.{1,2}(?:\/|['"])|[@~#]\/|@?[\w-]+\/|#)/;

const PROMISING = [
  /\.\s*(?:ok|status|statusCode|bodyUsed)\b(?!\s*\()/,
  /\b\w*[fF]etch\w*\s*[(<]/,
  /\b(?:create|open|get|new|make|acquire|connect|build|init)\w*(?:Client|Pool|Connection|Conn|Db|DB|Database|Session|Browser|Page|Agent|Socket|Producer|Consumer|Queue|Channel|Transport|Runner)\s*[(<]/,
  /\.\s*(?:release|disconnect|quit|destroy)\s*\(/,
];
