import type { TypeRef } from '../catalog/index.ts';
import type { Settings } from '../settings.ts';
import { type FunctionNode, type Node, enclosingClass, enclosingFunction, isFunction } from '../lang/nodes.ts';
import type { Run, ScopeSource } from './model.ts';
import { type BuiltElsewhere, builtElsewhere } from './built-elsewhere.ts';
import { calledByOthers } from './callers.ts';
import { type Bypass, type DeclaredClient, bypassesOf, declaredFor } from './declared-clients.ts';
import { type ClientElsewhere, clientsElsewhere } from './project-clients.ts';
import { exportedFunctions } from './module-exports.ts';
import { type BuiltAgain, type RebuiltSource, builtAgain, constructionsOf, isOfModule } from './rebuilt.ts';
import { runsOf } from './runs.ts';
import { type SecondClient, secondClients } from './second-clients.ts';

export { scopeSourceOf } from './source.ts';
export type { BuiltAgain, BuiltElsewhere, Bypass, ClientElsewhere, DeclaredClient, Run, SecondClient };

/**
 * Which clients a file builds again and again, and why: a framework calls the code, or code that does is called by it, in this file
 * or, as far as is asked for, in others; a client serves one call alone; a loop builds the same one in each turn. What is kept, for
 * whatever reason, is built once, and is no matter here.
 */
export interface Rebuilding {
  builtAgain(options: RebuildingOptions): readonly BuiltAgain[];
  /** Calls in code of this file that runs again and again, behind which another file builds a client. */
  builtElsewhere(): readonly BuiltElsewhere[];
  /** Clients that have the arguments of another one of the module. */
  secondClients(): readonly SecondClient[];
  /** Clients of the module of which another module of the package has one with the same arguments. */
  clientsElsewhere(): readonly ClientElsewhere[];
  /** What does without the clients that the project says it shares. */
  bypasses(shared: Settings['shared']): readonly Bypass[];
  /** The shared client of a type, as the file comes to it. */
  sharedFor(ref: TypeRef, shared: Settings['shared']): DeclaredClient | undefined;
}

export interface RebuildingOptions {
  /** Whether those count that an exported function builds, uses and closes. */
  readonly perCall: boolean;
  /** Whether other files are asked who calls the functions of this one. */
  readonly calledByOthers: boolean;
}

/** The scope layer of a file. */
export function rebuildingOf(source: ScopeSource): Rebuilding {
  return new FileRebuilding(source);
}

class FileRebuilding implements Rebuilding {
  readonly #source: ScopeSource;
  readonly #known = new Map<string, readonly BuiltAgain[]>();
  // Most files build no client: what runs again and again is found out when one comes.
  #runs: ReturnType<typeof runsOf> | undefined;
  #allRuns: ReturnType<typeof runsOf> | undefined;
  #elsewhere: readonly BuiltElsewhere[] | undefined;
  #exported: ReadonlySet<FunctionNode> | undefined;

  constructor(source: ScopeSource) {
    this.#source = source;
  }

  builtAgain({ perCall, calledByOthers }: RebuildingOptions): readonly BuiltAgain[] {
    const key = `${String(perCall)} ${String(calledByOthers)}`;
    const found = this.#known.get(key) ?? this.#find(perCall, calledByOthers);
    this.#known.set(key, found);
    return found;
  }

  builtElsewhere(): readonly BuiltElsewhere[] {
    return (this.#elsewhere ??= builtElsewhere(this.#source, this.#ofFile));
  }

  secondClients(): readonly SecondClient[] {
    return secondClients(this.#source);
  }

  clientsElsewhere(): readonly ClientElsewhere[] {
    return clientsElsewhere(this.#source);
  }

  bypasses(shared: Settings['shared']): readonly Bypass[] {
    return bypassesOf(this.#source, shared);
  }

  sharedFor(ref: TypeRef, shared: Settings['shared']): DeclaredClient | undefined {
    return declaredFor(ref, shared, this.#source);
  }

  get #ofFile(): ReturnType<typeof runsOf> {
    return (this.#runs ??= runsOf(this.#source.program, this.#source));
  }

  #find(perCall: boolean, isAcross: boolean): readonly BuiltAgain[] {
    const source = this.#source;
    const runs = (): ReturnType<typeof runsOf> => (isAcross ? this.#ofProject() : this.#ofFile);
    const full: RebuiltSource = {
      ...source,
      get runs() {
        return runs();
      },
      isExported: (fn) => this.#isExported(fn),
      isEntry: (fn) => isEntry(fn, source),
    };
    return builtAgain(full, { perCall });
  }

  /** What runs again and again by what importers do, besides; asked only for functions that build something which is not known to. */
  #ofProject(): ReturnType<typeof runsOf> {
    if (this.#allRuns) return this.#allRuns;
    const source = this.#source;
    const left = constructionsOf(source).filter(({ call }) => !isOfModule(call) && !this.#ofFile.runAt(call));
    const seeds = left.length === 0 ? [] : calledByOthers(source, left);
    this.#allRuns = seeds.length === 0 ? this.#ofFile : runsOf(source.program, source, seeds);
    return this.#allRuns;
  }

  #isExported(fn: FunctionNode): boolean {
    this.#exported ??= new Set(exportedFunctions(this.#source.program, this.#source).map((each) => each.fn));
    return this.#exported.has(fn) || isOfExport(fn);
  }
}

/** A method of a class that is exported where it is declared. */
function isOfExport(fn: FunctionNode): boolean {
  const parent = enclosingClass(fn)?.parent;
  return parent?.type === 'ExportNamedDeclaration' || parent?.type === 'ExportDefaultDeclaration';
}

/** Whether a function is called where the module is loaded, by its name or at once, or by one that is. */
function isEntry(fn: FunctionNode, source: ScopeSource, depth = 0): boolean {
  const parent = fn.parent as Node | undefined;
  if (parent?.type === 'CallExpression' && parent.callee === fn) {
    const home = enclosingFunction(parent);
    return !home || (depth < 4 && isEntry(home, source, depth + 1));
  }
  const name =
    fn.type === 'FunctionDeclaration'
      ? fn.id
      : parent?.type === 'VariableDeclarator' && isFunction(parent.init)
        ? parent.id
        : undefined;
  const variable = name && source.scopes.variableOf(name);
  return (
    variable?.references.some(({ identifier }) => {
      const call = identifier.parent as Node | undefined;
      return call?.type === 'CallExpression' && call.callee === identifier && enclosingFunction(call) === undefined;
    }) === true
  );
}
