import type { Catalog } from '../catalog/index.ts';
import { perObject } from '../memo.ts';
import type { Exports } from '../project/exports.ts';
import type { Project, ProjectFile } from '../project/project.ts';
import { type Denotation, type Home, type Interest, type Neighbours, WHOLE, seenFrom } from './model.ts';
import { askedFor } from './asking.ts';
import { promisingPieces } from './promising.ts';
import { structureDeclared } from './structures.ts';

/**
 * The other files of the project, each with an origin of its own that is made when it is first asked for. What crosses from one
 * file to another is a denotation: an entry of the catalog crosses as it is, a node takes the knowledge of its file along.
 *
 *     import { fetchWithTimeout } from './http.js';
 *     const response = await fetchWithTimeout(url);   // http.js returns what `fetch` gives → a fresh response
 */
export class Neighbourhood {
  readonly #project: Project;
  readonly #catalog: Catalog;
  readonly #homeOf: (file: ProjectFile, neighbours: Neighbours) => Home;
  readonly #homes = new Map<string, Home | undefined>();
  readonly #depths = new Map<string, number>();
  readonly #found = new Map<string, Found | undefined>();
  readonly #own: Exports;
  readonly #text: string;
  readonly #isOpen: boolean;
  #linted: (() => Home) | undefined;
  #isAsked: ((name: string, specifier: string) => boolean) | undefined;

  constructor(input: {
    readonly project: Project;
    readonly catalog: Catalog;
    /** What the linted file exports. */
    readonly own: Exports;
    /** What the linted file says. */
    readonly text: string;
    /** Whether a file is read whatever its text promises. */
    readonly isOpen?: boolean;
    homeOf(file: ProjectFile, neighbours: Neighbours): Home;
  }) {
    this.#project = input.project;
    this.#catalog = input.catalog;
    this.#own = input.own;
    this.#text = input.text;
    this.#isOpen = input.isOpen === true;
    this.#homeOf = (file, neighbours) => input.homeOf(file, neighbours);
  }

  /** The neighbours of the linted file. */
  ofLinted(home: () => Home): Neighbours {
    this.#depths.set(this.#project.path, 0);
    this.#linted = home;
    return this.#from(this.#project.path, home);
  }

  /** All that is known of another file; undefined where it cannot be read. */
  homeAt(path: string): Home | undefined {
    return this.#homeAt(path, 1);
  }

  #from(path: string, viewer: () => Home): Neighbours {
    const seen = (found: Found | undefined): Denotation | undefined =>
      found && (found.home ? seenFrom(viewer(), found.of, found.home) : found.of);
    const depth = this.#depths.get(path) ?? 0;
    // Many answers would change nothing in the linted file; in another, one has been asked for already.
    const isAsked = (name: string, specifier: string, interest: Interest): boolean =>
      depth > 0 || interest === 'code' || (this.#isAsked ??= askedFor(this.#text))(name, specifier);
    const exported = (to: string, name: string, interest: Interest): Denotation | undefined =>
      seen(this.#exported(to, name, interest, depth + 1));
    const wholes = new Map<string, string>();
    return {
      exported: (to, name, interest) => {
        const specifier = wholes.get(to);
        return specifier === undefined || isAsked(name, specifier, interest) ? exported(to, name, interest) : undefined;
      },
      imported: (specifier, name, interest) => {
        if (!isAsked(name, specifier, interest)) return undefined;
        const to = this.#project.find(specifier, path);
        return to === undefined ? undefined : exported(to, name, interest);
      },
      namespace: (specifier) => {
        const to = this.#project.find(specifier, path);
        if (to === undefined) return undefined;
        wholes.set(to, specifier);
        return { kind: 'namespace', path: to };
      },
      promises: (specifier, name, member) => {
        const to = this.#project.find(specifier, path);
        if (to === undefined || (member !== undefined && this.#project.text(to)?.includes(member) !== true))
          return false;
        return this.#mayExport(to, name, 'value');
      },
    };
  }

  /** A name that leads round in a circle leads nowhere. */
  #exported(path: string, name: string, interest: Interest, depth: number): Found | undefined {
    const key = `${interest} ${name} ${path}`;
    if (this.#found.has(key) || depth > DEEPEST) return this.#found.get(key);
    this.#found.set(key, undefined);
    const found = this.#mayExport(path, name, interest) ? this.#find(path, name, interest, depth) : undefined;
    this.#found.set(key, found);
    return found;
  }

  #find(path: string, name: string, interest: Interest, depth: number): Found | undefined {
    const home = this.#homeAt(path, depth);
    const exports = path === this.#project.path ? this.#own : this.#project.read(path)?.exports;
    if (!home || !exports) return undefined;
    const entry = exports.names.get(name);
    if (entry?.is === 'own') {
      const of = ofOwn(entry.node, home, interest);
      return of && { of, home };
    }
    if (entry) return this.#passedOn(path, entry.source, entry.name, interest, depth);
    if ((name === 'default' || name === WHOLE) && exports.whole) {
      const of = home.denote(exports.whole);
      return of && { of, home };
    }
    if (name === WHOLE) return { of: { kind: 'namespace', path }, home: undefined };
    for (const source of exports.all) {
      const found = this.#passedOn(path, source, name, interest, depth);
      if (found) return found;
    }
    return undefined;
  }

  /** `export { a } from './a.js'`; of a library as well. */
  #passedOn(path: string, source: string, name: string, interest: Interest, depth: number): Found | undefined {
    const module = this.#catalog.module(source);
    if (module) return this.#ofLibrary(source, name, interest);
    const to = this.#project.find(source, path);
    if (to === undefined) return undefined;
    if (name === '*') return { of: { kind: 'namespace', path: to }, home: undefined };
    return this.#exported(to, name, interest, depth + 1);
  }

  #ofLibrary(source: string, name: string, interest: Interest): Found | undefined {
    const module = this.#catalog.module(source);
    if (!module) return undefined;
    if (interest === 'structure') return undefined;
    if (interest === 'type') {
      const ref = this.#catalog.exportedType(source, name);
      return ref && { of: { kind: 'instance', ref, promise: false, fresh: 'no' }, home: undefined };
    }
    const value = module.exports[name];
    return value && { of: { kind: 'value', library: module.library, value }, home: undefined };
  }

  #homeAt(path: string, depth: number): Home | undefined {
    if (path === this.#project.path) return this.#linted?.();
    if (this.#homes.has(path)) return this.#homes.get(path);
    const file = this.#project.read(path);
    this.#depths.set(path, depth);
    const home: Home | undefined =
      file &&
      this.#homeOf(
        file,
        this.#from(path, () => home as Home),
      );
    this.#homes.set(path, home);
    return home;
  }

  /** What a glance at the text tells: whether the name can be exported there, and be something of the catalog's. */
  #mayExport(path: string, name: string, interest: Interest): boolean {
    const text = this.#project.text(path);
    if (text === undefined) return false;
    const passesAll = /\bexport\s*\*|\.\.\.\s*require\b/.test(text);
    if (
      !passesAll &&
      !(name === WHOLE || text.includes(name)) &&
      !(name === 'default' && /\bmodule\.exports\b|\bexport\s*=/.test(text))
    )
      return false;
    if (interest === 'code' || passesAll || this.#isOpen) return true;
    return promisesOf(this.#catalog)(path, text)(name) || /\bexport\s*(?:type\s*)?\{[^}]*\}\s*from\b/.test(text);
  }
}

interface Found {
  readonly of: Denotation;
  /** The file whose nodes it refers to; undefined where it refers to none. */
  readonly home: Home | undefined;
}

/** What texts promise, kept from one linted file to the next for as long as they stay what they are. */
const promisesOf = perObject((catalog: Catalog) => {
  const kept = new Map<string, { readonly text: string; readonly promises: (name: string) => boolean }>();
  return (path: string, text: string): ((name: string) => boolean) => {
    const known = kept.get(path);
    const found = known?.text === text ? known : { text, promises: promisingPieces(text, catalog) };
    if (kept.size > MOST_KEPT) kept.clear();
    kept.set(path, found);
    return found.promises;
  };
});

const MOST_KEPT = 1000;

/** How many files one may lead through. */
const DEEPEST = 6;

/** What an exported declaration is to somebody who asks for that. */
function ofOwn(node: Parameters<Home['denote']>[0], home: Home, interest: Interest): Denotation | undefined {
  if (interest === 'type') return typeAt(node, home);
  return interest === 'structure' ? structureDeclared(node, home) : home.denote(node);
}

/** The type that an exported declaration names. */
function typeAt(node: Parameters<Home['denote']>[0], home: Home): Denotation | undefined {
  const variable = home.scopes.variableOf(node) ?? home.scopes.declaredBy(node)[0];
  return variable && home.typeNamed(variable);
}
