import type { Catalog } from '../catalog/index.ts';
import { asksForImports, clauseBefore } from './asking.ts';

/**
 * Whether a text that uses nothing of the catalog itself can have to do with resources all the same: it takes from another file of the
 * project what by its name makes or fetches something, or looks at what only a response has. Most files do not, and cost nothing more.
 */
export function looksElsewhere(text: string): boolean {
  return IMPORTING.test(text) && PROMISING.some((pattern) => pattern.test(text)) && asksForImports(text);
}

/**
 * The top-level pieces of a text that can have to do with resources: they name what the catalog knows or what is imported from a
 * library that it knows, make or fetch something by the sound of it, give what a function gives that they are given, or name another
 * such piece. Pieces are told by the beginnings of their lines, which is what most people's editors see to.
 */
export function promisingPieces(text: string, catalog: Catalog): (name: string) => boolean {
  const pieces = text.split(
    /^(?=(?:export|async|function|class|abstract|const|let|var|interface|type|enum|module|exports)\b)/m,
  );
  // A library's name alone is nothing where nothing is done with what comes from it.
  const whole = catalog.mentions(text) || PASSING.test(text);
  const known = new Set(whole ? namesOfLibraries(text, catalog) : []);
  const isPromising = pieces.map(
    (piece) => catalog.makes(piece) || MAKING.some((pattern) => pattern.test(piece)) || PASSING.test(piece),
  );
  for (let isNew = true; isNew;) {
    isNew = false;
    const wanted =
      known.size > 0 ? new RegExp(`(?<![\\w$])(?:${[...known].map(escaped).join('|')})(?![\\w$])`) : undefined;
    for (const [i, piece] of pieces.entries()) {
      const name = DECLARED.exec(piece)?.[1];
      if (isPromising[i] !== true && wanted?.test(piece) !== true) continue;
      isPromising[i] = true;
      if (name === undefined || known.has(name)) continue;
      known.add(name);
      isNew = true;
    }
  }
  const declared = new Set(pieces.map((piece) => DECLARED.exec(piece)?.[1]));
  // What is exported by another name than it is declared by may be anything in the text.
  return (name) => (declared.has(name) ? known.has(name) : whole || isPromising.includes(true));
}

const DECLARED =
  /^(?:export\s+)?(?:default\s+)?(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(?:function(?:\s*\*\s*|\s+)|(?:class|const|let|var|interface|type|enum)\s+)([\w$]+)/;

/** The names that a text takes from libraries of the catalog. */
function namesOfLibraries(text: string, catalog: Catalog): string[] {
  const found: string[] = [];
  for (const { 1: source = '', index } of text.matchAll(TAKING))
    if (catalog.module(source)) found.push(...wordsOf(clauseBefore(text, index)));
  return found;
}

/** `from 'undici'`, `= require('undici')`, `= await import('undici')`. */
const TAKING = /(?:\bfrom|=\s*(?:await\s+import|require)\s*\()\s*['"]([^'"]+)['"]/g;

function wordsOf(clause: string): string[] {
  return [...clause.matchAll(/[\w$]+/g)].map(([word]) => word).filter((word) => !/^(?:type|as|default)$/.test(word));
}

function escaped(word: string): string {
  return word.replaceAll('$', '\\$');
}

/** `retry(work: () => Promise<T>): Promise<T>`, `call<T extends …>(work: T): ReturnType<T>`. */
const PASSING = /\bReturnType\s*<\s*[A-Z]\w{0,5}\s*>|=>\s*(?:Promise(?:Like)?\s*<\s*)?[A-Z]\w{0,2}\b/;

/** An import of what may be a file of the project. */
const IMPORTING =
  /(?:\bfrom\s*|\brequire\s*\(\s*|\bimport\s*(?:\(\s*)?)['"](?:\.{1,2}(?:\/|['"])|[@~#]\/|@?[\w-]+\/|#)/;

const MAKING = [
  /[fF]etch\w*\s*[(<]/,
  /\b(?:create|open|get|new|make|acquire|connect|build|init)\w*(?:Client|Pool|Connection|Conn|Db|DB|Database|Session|Browser|Page|Agent|Socket|Producer|Consumer|Queue|Channel|Transport|Runner)\s*[(<]/,
];

const PROMISING = [
  ...MAKING,
  /\.\s*(?:ok|status|statusCode|bodyUsed)\b(?!\s*\()/,
  /[{,]\s*(?:ok|status|statusCode|body)\b[^={}]*\}\s*=/,
  /\.\s*(?:release|disconnect|quit|destroy)\s*\(/,
];
