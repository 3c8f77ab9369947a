import { escaped } from './patterns.ts';
import type { Library, Member, ResourceType, Result, TypeName, Value } from './vocabulary.ts';

/**
 * Whether a text does something with what the catalog knows, as far as its words tell. It is asked of every file that is linted and
 * mentions a library, and most of those end here: a library's name alone is nothing where what is imported from it, or what would
 * have to be done with that, is not in the text.
 *
 *     import { Op } from 'sequelize';             // nothing that anybody owes
 *     import fs from 'node:fs';                   // something where `open` or a stream is in the text, too
 *     router.get('/', list);                      // a pool's `get` gives what is then detached: nothing without `detach`
 */

interface Module {
  readonly library: Library;
  readonly exports: Readonly<Record<string, Value>>;
}

/** What the index of the catalog has that is looked for in texts. */
interface Words {
  /** The library and the exports of a specifier; undefined where it is none of the catalog's. */
  readonly module: (specifier: string) => Module | undefined;
  readonly resolve: (
    library: Library,
    name: TypeName,
  ) => { readonly library: Library; readonly type: ResourceType } | undefined;
  readonly globals: Iterable<string>;
  /** What is there without an import. */
  readonly platform: Library | undefined;
  /** Members whose name alone is evidence. */
  readonly evident: Iterable<readonly [name: string, members: readonly Member[]]>;
  /** Types that are known by what is done with their values. */
  readonly recognised: readonly ResourceType[];
  /** Patterns of callees that give something by their sound, as what the platform gives. */
  readonly given: readonly string[];
  /** The pattern of the project's own functions; empty where the settings name none. */
  readonly wrapping: string;
}

/** Which uses count: all, or only what is given back in the same text as well, which is all that is asked of tests. */
export type Counted = 'all' | 'ended';

/** Whether a text does something with the catalog. Where its imports are known, they need not be looked for. */
export type Uses = (text: string, counted?: Counted, imports?: readonly Import[]) => boolean;

/** The question for a catalog, put into patterns once. */
export function usesOf(words: Words): Uses {
  const named = [...words.globals].map((name) => `\\b${escaped(name)}\\b`);
  const sounds = [...named, ...words.given.filter(Boolean)].join('|');
  const plain = sounds === '' ? undefined : new RegExp(sounds);
  const wrapping = words.wrapping === '' ? undefined : new RegExp(words.wrapping);
  const shapes = [...evidentShapes(words), ...recognisedShapes(words), ...platformShapes(words)];
  const any = calledPattern(shapes.map(({ called }) => called));
  const isShaped = (text: string): boolean => {
    const called = new Set([...(any ? text.matchAll(any) : [])].map(({ 1: name }) => name));
    return called.size > 0 && shapes.some((each) => called.has(each.called) && each.beside?.test(text) !== false);
  };
  const leads = leadsOf(words);
  const platform = words.platform && { library: words.platform, exports: words.platform.globals ?? {} };
  const isEnded = endingsOf(words);
  return (text, counted = 'all', imports = importsIn(text)) => {
    const counts = (module: Module): boolean => counted === 'all' || isEnded(module, text);
    if (isShaped(text) || wrapping?.test(text)) return true;
    if (plain?.test(text) && (!platform || counts(platform))) return true;
    for (const { specifier, at } of imports) {
      const found = words.module(specifier);
      if (found && counts(found) && leads(found, text, at)) return true;
    }
    return false;
  };
}

/** A module that a text takes something from, and where the clause ends that says what. */
interface Import {
  readonly specifier: string;
  readonly at: number;
}

function importsIn(text: string): readonly Import[] {
  return Array.from(text.matchAll(IMPORTING), ({ 1: specifier = '', index }) => ({ specifier, at: index }));
}

/** Whether a text calls, or hands on, what ends something of a library that its holder has to end: a client or a lease. */
function endingsOf({ resolve }: Words): (module: Module, text: string) => boolean {
  const patterns = new Map<Module['exports'], RegExp>();
  const patternFor = (module: Module): RegExp => {
    const names = typesOf(module, resolve).flatMap(({ kind, dispose = {}, members = {} }) => [
      ...(kind === 'response' ? [] : Object.keys(dispose)),
      ...Object.entries(members).flatMap(([name, { endsWith, releasesArgument }]) =>
        endsWith === undefined && releasesArgument === undefined ? [] : [name],
      ),
    ]);
    const called = [...new Set(names.map((each) => escaped(each.split('.').at(-1) ?? each)))].join('|');
    return new RegExp(`${called && `(?<![\\w$])(?:${called})\\s*[(),;}\\]]|`}\\busing\\b|\\[Symbol\\.|\\bdone\\s*\\(`);
  };
  return (module, text) => {
    const pattern = patterns.get(module.exports) ?? patternFor(module);
    patterns.set(module.exports, pattern);
    return pattern.test(text);
  };
}

/** The types of a library, and those of others that it gives: the entry of an adapter names the driver's. */
function typesOf({ library, exports }: Module, resolve: Words['resolve']): ResourceType[] {
  const own = Object.keys(library.types).flatMap((key) => resolve(library, key)?.type ?? []);
  const members = own.flatMap((type) => Object.values(type.members ?? {}));
  const given = [
    ...[...members, ...Object.values(exports)].flatMap(({ call }) => [call ?? []].flat() as readonly Result[]),
    ...Object.values(exports).flatMap(({ construct }) => [construct ?? []].flat() as readonly Result[]),
  ];
  const names = [...given.map(({ type }) => type), ...members.flatMap(({ read }) => read ?? [])];
  return [...own, ...names.filter((name) => name.includes('#')).flatMap((name) => resolve(library, name)?.type ?? [])];
}

interface Shape {
  readonly called: string;
  /** What has to be in the text as well. */
  readonly beside: RegExp | undefined;
}

function shape(called: string, beside: readonly string[]): Shape {
  return { called, beside: wordsPattern(beside) };
}

function evidentShapes({ evident }: Words): Shape[] {
  return [...evident].flatMap(([name, members]) =>
    members.map(({ evidence }) => shape(name, [...(evidence?.resultMembers ?? []), ...(evidence?.releasedBy ?? [])])),
  );
}

function recognisedShapes({ recognised }: Words): Shape[] {
  return recognised.flatMap(({ recognisedBy }) =>
    (recognisedBy?.all ?? []).map((name) => shape(name, recognisedBy?.any ?? [])),
  );
}

/** `(response: Response) => response.clone()`: nobody imports the types of the platform. */
function platformShapes({ platform, resolve }: Words): Shape[] {
  if (!platform) return [];
  return Object.entries(platform.types).flatMap(([key, { names = [key], members = {} }]) =>
    Object.entries(members).flatMap(([name, { call }]) => {
      const results = [call ?? []].flat() as readonly Result[];
      const gives = results.some(
        ({ type, owned }) => owned !== false && resolve(platform, type)?.type.kind !== 'plain',
      );
      return gives ? [shape(name, names)] : [];
    }),
  );
}

/** Whether what a text takes from a module of the catalog can lead anywhere in it. */
function leadsOf(words: Words): (found: Module, text: string, at: number) => boolean {
  return (found, text, at) => {
    const names = namesTaken(text.slice(Math.max(0, at - CLAUSE_LENGTH), at));
    return names === undefined
      ? isUsedAsWhole(found, text, words)
      : names.some(
          (each) =>
            (!each.isType && isValueUsed(found.exports[each.name], found.exports, text)) ||
            isTypeUsed(each, found.library, text, words),
        );
  };
}

const CLAUSE_LENGTH = 1_500;

/** An import of any form with its specifier; other strings merely spell the same. */
const IMPORTING = /(?:\bfrom\s*|\bimport\s*(?:\(\s*)?|[rR]equire\w*\s*(?:<[^<>]*>\s*)?\(\s*)['"`]([^'"`\n]+)['"`]/g;
/** `import { A, type B as C } from`, `const { a } = require(`: nothing but names. */
const NAMED = /\b(?:(?:import|export)\s*(type\s*)?|(?:const|let|var)\s*)\{([^{}]*)\}\s*(?:=\s*(?:await\s*)?)?$/;

interface Taken {
  /** As the module exports it. */
  readonly name: string;
  /** As the text calls it. */
  readonly local: string;
  readonly isType: boolean;
}

/** The names that an import takes; undefined where it takes the whole module, or that cannot be told. */
function namesTaken(before: string): readonly Taken[] | undefined {
  const [, type, list] = NAMED.exec(before) ?? [];
  return list
    ?.replace(/\/\/.*|\/\*[\s\S]*?\*\//g, '')
    .split(',')
    .flatMap((each) => {
      const [, ofType, name, local] = /^\s*(type\s+)?([\w$]+)(?:\s*(?:\bas\b|:)\s*([\w$]+))?/.exec(each) ?? [];
      return name === undefined
        ? []
        : { name, local: local ?? name, isType: type !== undefined || ofType !== undefined };
    });
}

/** A default or a namespace: what can be called or constructed itself, or a name of the module in the text. */
function isUsedAsWhole({ library, exports }: Module, text: string, words: Words): boolean {
  const isValue = Object.entries(exports).some(([name, value]) =>
    name === 'default'
      ? isValueUsed(value, exports, text)
      : isInText([name], text) && isValueUsed(value, exports, text),
  );
  return (
    isValue ||
    Object.entries(library.types).some(([key, type]) =>
      (type.names ?? [key]).some((name) => {
        const last = name.split('.').at(-1) ?? name;
        return isInText([last], text) && isTypeUsed({ name, local: last }, library, text, words);
      }),
    )
  );
}

function isValueUsed(value: Value | undefined, exports: Readonly<Record<string, Value>>, text: string): boolean {
  if (!value) return false;
  if (value.same !== undefined && value.same !== 'default') return isValueUsed(exports[value.same], exports, text);
  const does =
    value.construct ?? value.call ?? value.is ?? value.waits ?? value.retries ?? value.opens ?? value.givesModule;
  if (does ?? value.same) return true;
  return Object.entries(value.members ?? {}).some(
    ([name, member]) => isInText([name], text) && isValueUsed(member, exports, text),
  );
}

/** Whether something is done with a value of an imported type that acquires, disposes of or reads something. */
function isTypeUsed(
  { name, local }: Pick<Taken, 'name' | 'local'>,
  library: Library,
  text: string,
  { resolve }: Words,
): boolean {
  return Object.entries(library.types).some(([key, { names = [key], kind }]) => {
    if (!names.some((each) => each === name || each.startsWith(`${name}.`))) return false;
    return (kind !== 'plain' && isGiven(local, text)) || leadsOn(library, key, text, resolve, 0);
  });
}

/** `Promise<PoolClient>`, `let client: PoolClient | undefined = …`: a type alone obliges who is given such a value. */
function isGiven(local: string, text: string): boolean {
  const name = escaped(local);
  return patternOf(
    `\\bPromise(?:Like)?\\s*<[^<>=;]*\\b${name}\\b|:[^:;,=(){}]*\\b${name}\\b[^:;,=(){}]*(?:=(?!>)|;|$)`,
  ).test(text);
}

function leadsOn(library: Library, name: TypeName, text: string, resolve: Words['resolve'], depth: number): boolean {
  const found = resolve(library, name);
  if (!found || depth > 3) return found !== undefined;
  const { kind, call, dispose = {}, members = {} } = found.type;
  if (kind === 'response' || call || isInText(Object.keys(dispose), text)) return true;
  return Object.entries(members).some(([each, member]) => {
    const results = [member.call ?? []].flat() as readonly Result[];
    const given = [
      ...results.flatMap(({ type, returns }) => [type, ...(returns ? [returns] : [])]),
      member.read ?? [],
    ].flat();
    const does = member.waits ?? member.events ?? member.assigned ?? member.releasesArgument ?? member.endsWith;
    if ((given.length === 0 && does === undefined) || !isInText([each], text)) return false;
    return does !== undefined || given.some((type) => isOwed(found.library, type, text, resolve, depth));
  });
}

/** Whether a type that something gives obliges its holder, or leads to one that does. */
function isOwed(library: Library, name: TypeName, text: string, resolve: Words['resolve'], depth: number): boolean {
  const kind = resolve(library, name)?.type.kind;
  return kind !== undefined && (kind !== 'plain' || leadsOn(library, name, text, resolve, depth + 1));
}

const patterns = new Map<string, RegExp>();

/** Whether one of the names is in the text; of a dotted one the last. */
function isInText(names: readonly string[], text: string): boolean {
  return wordsPattern(names.map((each) => each.split('.').at(-1) ?? each))?.test(text) === true;
}

function wordsPattern(words: readonly string[]): RegExp | undefined {
  return words.length === 0 ? undefined : patternOf(`(?<![\\w$])(?:${words.map(escaped).join('|')})(?![\\w$])`);
}

function calledPattern(names: readonly string[]): RegExp | undefined {
  return names.length === 0
    ? undefined
    : new RegExp(`\\.\\s*(${[...new Set(names)].map(escaped).join('|')})\\s*[(<]`, 'g');
}

function patternOf(source: string): RegExp {
  const found = patterns.get(source) ?? new RegExp(source);
  patterns.set(source, found);
  return found;
}
