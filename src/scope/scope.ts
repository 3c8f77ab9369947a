import type { TSESTree } from '@typescript-eslint/utils';

import { type FunctionNode, type Node, enclosingClass, enclosingFunction, isFunction } from '../lang/nodes.ts';
import type { ScopeSource } from './model.ts';
import { exportedFunctions } from './module-exports.ts';
import { type BuiltAgain, builtAgain } from './rebuilt.ts';
import { runsOf } from './runs.ts';
import { type SecondClient, secondClients } from './second-clients.ts';

export type { BuiltAgain, SecondClient };

/**
 * Which clients a file builds again and again, and why. Evidence has to stand in the file: a framework calls the code, or code that
 * does is called by it; a client serves one call alone; a loop builds the same one in each turn. What is kept, for whatever reason, is
 * built once, and is no matter here.
 */
export interface Rebuilding {
  builtAgain(options: { readonly perCall: boolean }): readonly BuiltAgain[];
  /** Clients that have the arguments of another one of the module. */
  secondClients(): readonly SecondClient[];
}

/** The scope layer of a file. */
export function rebuildingOf(program: TSESTree.Program, source: ScopeSource): Rebuilding {
  // Most files build no client: what runs again and again is found out when one comes.
  let runs: ReturnType<typeof runsOf> | undefined;
  let exported: ReadonlySet<FunctionNode> | undefined;
  const full = {
    ...source,
    get runs() {
      return (runs ??= runsOf(program, source));
    },
    isExported(fn: FunctionNode) {
      exported ??= new Set(exportedFunctions(program, source).map((each) => each.fn));
      return exported.has(fn) || isOfExport(fn);
    },
    isEntry: (fn: FunctionNode) => isEntry(fn, source),
  };
  const known = new Map<boolean, readonly BuiltAgain[]>();
  return {
    builtAgain({ perCall }) {
      const found = known.get(perCall) ?? builtAgain(full, { perCall });
      known.set(perCall, found);
      return found;
    },
    secondClients: () => secondClients(source),
  };
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
