import { type Census, censusOf, nodesOf } from '../lang/census.ts';
import type { Node } from '../lang/nodes.ts';
import { perObject } from '../memo.ts';
import { type Stamp, isSame, realPath, stampOf, textAt } from './disk.ts';
import { type Exports, exportsOf } from './exports.ts';
import { importing, mayImport } from './importers.ts';
import { type Parsed, type ParserInUse, parsed } from './parsing.ts';
import { resolved } from './resolve.ts';
import { rootOf } from './root.ts';

/**
 * The other files of a project, seen from one that is linted. It knows where a specifier leads, what stands in the file there and
 * what that exports; it runs nothing, reads nothing outside the project's root nor in `node_modules`, and gives up on what is too
 * large, too much for one linted file, or not understood by the linted file's parser. Trees are kept from one linted file to the
 * next for as long as the file on the disk stays what it was: who edits one file has one file read again.
 */
export interface Project {
  /** The linted file's own path, with symbolic links followed. */
  readonly path: string;
  /** The file that a specifier means in another. */
  find(specifier: string, from: string): string | undefined;
  /** The text of a file. */
  text(path: string): string | undefined;
  /** A file as a tree; undefined where it cannot or may not be read. */
  read(path: string): ProjectFile | undefined;
  /** The files that import a file. */
  importersOf(path: string): readonly string[];
  /** The files that import a module by that specifier. */
  importing(specifier: string): readonly string[];
  /** How many files were parsed for this one, and how many characters they have. */
  readonly work: { readonly files: number; readonly parsed: number };
}

/** A file of the project that is not the linted one. */
export interface ProjectFile extends Parsed {
  readonly path: string;
  readonly text: string;
  readonly census: Census;
  readonly exports: Exports;
  /** The JSDoc comment before a node. */
  docOf(node: Node): string | undefined;
}

export interface ProjectInput {
  readonly filename: string;
  /** The folder that is linted. */
  readonly folder: string | undefined;
  readonly parser: ParserInUse;
}

/** The project round a linted file; undefined where that does not lie in one. */
export function projectOf({ filename, folder, parser }: ProjectInput): Project | undefined {
  const root = rootOf(filename, folder);
  const path = root === undefined ? undefined : realPath(filename);
  return root === undefined || path === undefined ? undefined : new Reader(path, root, parser);
}

/** The longest file that is parsed, and all that one linted file may have parsed or taken from what is kept. */
const LONGEST = 200_000;
const MOST_TEXT = 1_500_000;
const MOST_FILES = 60;

class Reader implements Project {
  readonly path: string;
  readonly work = { files: 0, parsed: 0 };
  readonly #root: string;
  readonly #parser: ParserInUse;
  readonly #found = new Map<string, string | undefined>();
  readonly #stamps = new Map<string, Stamp | undefined>();
  readonly #files = new Map<string, ProjectFile | undefined>();
  #taken = 0;

  constructor(path: string, root: string, parser: ParserInUse) {
    this.path = path;
    this.#root = root;
    this.#parser = parser;
  }

  find(specifier: string, from: string): string | undefined {
    const key = `${from}\n${specifier}`;
    if (!this.#found.has(key)) this.#found.set(key, resolved(specifier, from, this.#root));
    return this.#found.get(key);
  }

  text(path: string): string | undefined {
    const stamp = this.#stampOf(path);
    return stamp && stamp.size <= LONGEST ? textAt(path, stamp) : undefined;
  }

  importersOf(path: string): readonly string[] {
    const found = (mayImport(path, this.#root) ?? []).filter(
      ({ from, specifier }) => /\.[cm]?[jt]sx?$/.test(from) && this.find(specifier, from) === path,
    );
    return [...new Set(found.map(({ from }) => from))];
  }

  importing(specifier: string): readonly string[] {
    return importing(specifier, this.#root).filter((from) => /\.[cm]?[jt]sx?$/.test(from));
  }

  read(path: string): ProjectFile | undefined {
    if (!this.#files.has(path)) this.#files.set(path, this.#take(path));
    return this.#files.get(path);
  }

  #stampOf(path: string): Stamp | undefined {
    if (!this.#stamps.has(path)) this.#stamps.set(path, stampOf(path));
    return this.#stamps.get(path);
  }

  #take(path: string): ProjectFile | undefined {
    const stamp = this.#stampOf(path);
    const text = this.text(path);
    if (!stamp || text === undefined || this.#files.size >= MOST_FILES || this.#taken + text.length > MOST_TEXT)
      return undefined;
    this.#taken += text.length;
    const trees = treesOf(this.#parser.parser);
    const known = trees.get(path, stamp);
    if (known) return known.file;
    this.work.files++;
    this.work.parsed += text.length;
    const tree = parsed(text, path, this.#parser);
    const file = tree && new Read(path, text, tree);
    trees.keep(path, { stamp, file, size: text.length });
    return file;
  }
}

class Read implements ProjectFile {
  readonly path: string;
  readonly text: string;
  readonly program: Parsed['program'];
  readonly scopes: Parsed['scopes'];
  readonly visitorKeys: Parsed['visitorKeys'];
  #census: Census | undefined;

  constructor(path: string, text: string, { program, scopes, visitorKeys }: Parsed) {
    this.path = path;
    this.text = text;
    this.program = program;
    this.scopes = scopes;
    this.visitorKeys = visitorKeys;
  }

  get census(): Census {
    return (this.#census ??= censusOf(nodesOf(this.program, this.visitorKeys)));
  }

  get exports(): Exports {
    return exportsOf(this.program);
  }

  docOf(node: Node): string | undefined {
    const before = (this.program.comments ?? []).filter(({ range }) => range[1] <= node.range[0]).at(-1);
    const isDoc = before?.type === 'Block' && before.value.startsWith('*');
    return isDoc && this.text.slice(before.range[1], node.range[0]).trim() === '' ? before.value : undefined;
  }
}

interface Tree {
  readonly stamp: Stamp;
  /** Undefined for a text that the parser does not take. */
  readonly file: ProjectFile | undefined;
  readonly size: number;
}

/** How many characters of text are kept as trees, which take up to a hundred times the room. */
const TREES = 2_500_000;

class Trees {
  readonly #byPath = new Map<string, Tree>();
  #size = 0;

  get(path: string, stamp: Stamp): Tree | undefined {
    const found = this.#byPath.get(path);
    if (!found || !isSame(found.stamp, stamp)) return undefined;
    this.#byPath.delete(path);
    this.#byPath.set(path, found);
    return found;
  }

  keep(path: string, tree: Tree): void {
    this.#size += tree.size - (this.#byPath.get(path)?.size ?? 0);
    this.#byPath.delete(path);
    this.#byPath.set(path, tree);
    for (const [oldest, { size }] of this.#byPath) {
      if (this.#size <= TREES || oldest === path) break;
      this.#byPath.delete(oldest);
      this.#size -= size;
    }
  }
}

/** The trees that a parser has made. */
const treesOf = perObject((_parser: object) => new Trees());
