import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import ts from 'typescript';

import type { Library } from '../../src/catalog/vocabulary.ts';

/** Which of the installed versions of a library is meant: the package itself, or its alias `<package>-oldest`. */
export type Edition = 'newest' | 'oldest';

const home = fileURLToPath(new URL('packages/', import.meta.url));
const modulesFolder = path.join(home, 'node_modules');

export const installed: boolean = existsSync(path.join(modulesFolder, '.package-lock.json'));

/** Node's own modules and what the platform offers are declared by `@types/node`. */
export function isPlatform(library: Library): boolean {
  return library.package === 'global' || library.package.startsWith('node:');
}

/** Whether it describes something that can be imported or is there anyway, and not what values of any library have in common. */
export function isDeclared(library: Library): boolean {
  return Object.keys(library.modules).length > 0 || library.globals !== undefined;
}

/** The package of a specifier: `@scope/name/sub` → `@scope/name`. */
export function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/** The specifier under which an edition of a module is installed. */
function installedAs(specifier: string, edition: Edition): string {
  const name = packageOf(specifier);
  return edition === 'newest' || specifier.startsWith('node:')
    ? specifier
    : `${name}-oldest${specifier.slice(name.length)}`;
}

/** The version that is installed of a package; undefined where none is. */
export function installedVersion(specifier: string, edition: Edition = 'newest'): string | undefined {
  const file = path.join(modulesFolder, packageOf(installedAs(specifier, edition)), 'package.json');
  return existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version.replace(/^v/, '')
    : undefined;
}

/** The editions of a library that are installed. */
export function editionsOf(library: Library): readonly Edition[] {
  return isPlatform(library) || installedVersion(library.package, 'oldest') === undefined
    ? ['newest']
    : ['newest', 'oldest'];
}

/** All JavaScript of an installed package, for libraries without declarations. */
export function sourceText(packageName: string): string {
  const folder = path.join(modulesFolder, packageName);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const sources = files.filter((file) => /\.[cm]?js$/.test(file) && !file.includes('node_modules'));
  return sources.map((file) => readFileSync(path.join(folder, file), 'utf8')).join('\n');
}

/** What the checker knows of one module of a library. */
export interface DeclaredModule {
  readonly symbol: ts.Symbol;
  /** The type of `import x from`, where the module has something to give. */
  readonly defaultType: ts.Type | undefined;
}

/** One program over a virtual file a library and edition, each importing the library's modules. */
export class Declarations {
  readonly checker: ts.TypeChecker;
  readonly #program: ts.Program;

  constructor(libraries: readonly Library[]) {
    const files = new Map<string, string>();
    for (const library of libraries) {
      for (const edition of editionsOf(library)) files.set(fileName(library, edition), importsOf(library, edition));
    }
    this.#program = programOver(files);
    this.checker = this.#program.getTypeChecker();
  }

  /** A place in the virtual file of a library, from which symbols are looked at. */
  place(library: Library, edition: Edition): ts.SourceFile {
    const file = this.#program.getSourceFile(fileName(library, edition));
    if (!file) throw new Error(`There is no virtual file for ${library.package}.`);
    return file;
  }

  /** A module as it is declared; undefined where nothing declares it. */
  module(library: Library, edition: Edition, specifier: string): DeclaredModule | undefined {
    const wanted = installedAs(specifier, edition);
    const imports = this.place(library, edition).statements.filter(ts.isImportDeclaration);
    const found = imports.find(
      (each) => ts.isStringLiteral(each.moduleSpecifier) && each.moduleSpecifier.text === wanted,
    );
    const symbol = found && this.checker.getSymbolAtLocation(found.moduleSpecifier);
    if (!symbol) return undefined;
    const name = found.importClause?.name;
    const local = name && this.checker.getSymbolAtLocation(name);
    const target = local && this.checker.getAliasedSymbol(local);
    return { symbol, defaultType: target && !isUnknown(target) ? this.typeOf(target) : undefined };
  }

  /** The type of a symbol's value. */
  typeOf(symbol: ts.Symbol): ts.Type {
    const target = symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
    return this.checker.getTypeOfSymbol(target);
  }

  /** The type that a class, an interface or an alias declares. */
  declaredBy(symbol: ts.Symbol): ts.Type {
    const target = symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
    return this.checker.getDeclaredTypeOfSymbol(target);
  }

  /** A global value or type. */
  global(name: string, place: ts.SourceFile): ts.Symbol | undefined {
    return this.checker.resolveName(name, place, ts.SymbolFlags.Value | ts.SymbolFlags.Type, false);
  }

  /** Types of a name that some declaration file of the library's packages declares, exported or not. */
  *declaredSomewhere(library: Library, edition: Edition, name: string): Iterable<ts.Type> {
    const homes = [library.package, ...(library.declaredIn ?? []), ...Object.keys(library.modules).map(packageOf)];
    const folders =
      edition === 'newest'
        ? homes.flatMap((each) => [`${each}/`, `@types/${each}/`])
        : [`${installedAs(library.package, edition)}/`];
    for (const file of this.#program.getSourceFiles()) {
      if (!folders.some((folder) => file.fileName.includes(`/node_modules/${folder}`))) continue;
      if (edition === 'newest' && file.fileName.includes('-oldest/')) continue;
      for (const statement of namedDeclarations(file, name)) {
        const symbol = this.checker.getSymbolAtLocation(statement.name);
        if (symbol) yield this.declaredBy(symbol);
      }
    }
  }
}

type NamedDeclaration =
  (ts.ClassDeclaration & { name: ts.Identifier }) | ts.InterfaceDeclaration | ts.TypeAliasDeclaration;

function namedDeclarations(file: ts.SourceFile, name: string): readonly NamedDeclaration[] {
  const found: NamedDeclaration[] = [];
  const visit = (node: ts.Node): void => {
    if (
      (ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) &&
      node.name?.text === name
    ) {
      found.push(node as NamedDeclaration);
    }
    if (ts.isSourceFile(node) || ts.isModuleDeclaration(node) || ts.isModuleBlock(node)) ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function isUnknown(symbol: ts.Symbol): boolean {
  return symbol.escapedName === 'unknown' || !symbol.declarations?.length;
}

function fileName(library: Library, edition: Edition): string {
  return path.join(
    home,
    `${
      Object.keys(library.modules)
        .join('+')
        .replaceAll(/[^\w+-]/g, '_') || library.package
    }.${edition}.virtual.ts`,
  );
}

function importsOf(library: Library, edition: Edition): string {
  const specifiers = Object.keys(library.modules).map((specifier) => installedAs(specifier, edition));
  return `${specifiers.map((specifier, at) => `import m${String(at)} from '${specifier}';`).join('\n')}\nexport {};\n`;
}

function programOver(files: ReadonlyMap<string, string>): ts.Program {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.esnext.d.ts'],
    types: ['node'],
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    esModuleInterop: true,
  };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) => {
    const text = files.get(path.normalize(name));
    return text === undefined ? read(name, ...rest) : ts.createSourceFile(name, text, ts.ScriptTarget.ESNext, true);
  };
  const exists = host.fileExists.bind(host);
  host.fileExists = (name) => files.has(path.normalize(name)) || exists(name);
  host.getCurrentDirectory = () => home;
  return ts.createProgram([...files.keys()], options, host);
}
