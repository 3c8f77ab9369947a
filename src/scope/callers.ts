import type { TSESTree } from '@typescript-eslint/utils';

import {
  type ClassNode,
  type FunctionNode,
  type Node,
  enclosingClass,
  enclosingFunction,
  isFunction,
} from '../lang/nodes.ts';
import { nameOf } from './functions.ts';
import { handlersOf } from './handlers.ts';
import { isGuarded } from './guards.ts';
import { type Lifetimes, givesKept, isKept } from './lasting.ts';
import type { Handler, Run, Runs, ScopeSource, Seed } from './model.ts';
import { type Entry, entriesOf } from './module-entries.ts';
import { calledElsewhere } from './other-files.ts';
import type { Construction } from './rebuilt.ts';
import { runsFrom, runsOf } from './runs.ts';

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/** Through how many files a way may lead, and how many importers of one file are looked at. */
const FAR = 4;
const MOST = 24;

/**
 * Which of the functions and classes that a file exports run again and again by what its importers do, and why: a handler of theirs
 * calls it, or a function of theirs that such code calls in turn.
 *
 *     // db.ts                                     // users.ts
 *     export const open = () => new Pool();        app.get('/users', async (req, res) => list(open()));
 */
export function calledByOthers(source: ScopeSource, wanted: readonly Construction[]): readonly Seed[] {
  const callers = new Callers();
  return entriesOf(source).flatMap((entry) => {
    const run = builds(entry, wanted, source) ? callers.runOf(entry, source, 0) : undefined;
    return run ? [{ of: entry.of, run }] : [];
  });
}

/** Whether running an entry builds one of the clients anew. */
function builds({ of }: Entry, wanted: readonly Construction[], source: ScopeSource): boolean {
  const runs = runsFrom([{ of, run: UNKNOWN }], source);
  if (isFunction(of) && givesKept(of, source.census.returnsOf(of), runs)) return false;
  return wanted.some(({ call }) => runs.runAt(call) && !isGuarded(call, runs) && !isKept(call, runs));
}

/** A file that imports another one, and what of it runs again and again. */
interface Looked {
  readonly source: ScopeSource;
  readonly runs: Runs & Lifetimes;
  /** The handlers that it registers and that stand in other files. */
  readonly handlers: ReadonlyMap<FunctionNode, Handler>;
  /** Its calls, by what of other files they call. */
  readonly calls: ReadonlyMap<Node, readonly Call[]>;
}

class Callers {
  readonly #looked = new Map<ScopeSource, Looked>();
  readonly #asked = new Set<Node>();

  /** Why an exported function or class runs again and again; undefined where no importer says that it does. */
  runOf(entry: Entry, source: ScopeSource, depth: number): Run | undefined {
    if (depth >= FAR || this.#asked.has(entry.of)) return undefined;
    this.#asked.add(entry.of);
    const importers = this.#importersOf(source, entry, 0);
    for (const each of importers) {
      const found = this.#handledBy(each, entry, source) ?? this.#calledBy(each, entry);
      if (found) return found;
    }
    for (const each of importers) {
      const found = this.#calledByWayOf(each, entry, depth);
      if (found) return found;
    }
    return undefined;
  }

  /** The files that may call an entry, those too that import it from a file which passes it on. */
  #importersOf(source: ScopeSource, entry: Entry, depth: number): readonly Looked[] {
    const named = (source.others?.importersOf(source) ?? []).filter(({ text }) => isNamed(entry, text));
    return named.slice(0, MOST).flatMap((each) => {
      if (!each.source) return [];
      const looked = this.#look(each.source);
      const isBarrel = depth < 2 && /\bexport\s*(?:\*|\{[^}]*\}\s*from)/.test(each.text);
      return [looked, ...(isBarrel ? this.#importersOf(each.source, entry, depth + 1) : [])];
    });
  }

  #look(source: ScopeSource): Looked {
    const known = this.#looked.get(source);
    if (known) return known;
    const calls = new Map<Node, Call[]>();
    for (const call of source.census.calls) {
      const of = source.origin.callOf(call) ? undefined : calledElsewhere(call, source)?.of;
      if (of) calls.set(of, [...(calls.get(of) ?? []), call]);
    }
    const handlers = handlersOf(source.program, source);
    const found = { source, runs: runsOf(source.program, source), handlers, calls };
    this.#looked.set(source, found);
    return found;
  }

  /** `app.get('/users', list)` of an importer. */
  #handledBy({ handlers }: Looked, { of }: Entry, source: ScopeSource): Run | undefined {
    const handler = isFunction(of) ? handlers.get(of) : undefined;
    return handler && { handler: { ...handler, ...(source.isImporter && { path: source.path }) }, way: [] };
  }

  #calledBy({ source, runs, calls }: Looked, { of }: Entry): Run | undefined {
    for (const call of calls.get(of) ?? []) {
      const run = isGuarded(call, runs) || isKept(call, runs) ? undefined : runs.runAt(call);
      if (run) return onwards({ ...run, handler: { path: source.path, ...run.handler } }, of, call, source);
    }
    return undefined;
  }

  /** A function or class that an importer exports calls it, and is called again and again itself. */
  #calledByWayOf({ source, calls }: Looked, { of }: Entry, depth: number): Run | undefined {
    for (const call of calls.get(of) ?? []) {
      for (const entry of enclosingFunction(call) || enclosingClass(call) ? entriesOf(source) : []) {
        const runs = runsFrom([{ of: entry.of, run: UNKNOWN }], source);
        const way = runs.runAt(call)?.way;
        if (!way || isGuarded(call, runs) || isKept(call, runs)) continue;
        const run = this.runOf(entry, source, depth + 1);
        if (run) return onwards({ ...run, way: [...run.way, ...way] }, of, call, source);
      }
    }
    return undefined;
  }
}

/** A run that is only there to see where it leads. */
const UNKNOWN: Run = {
  handler: { fn: undefined as never, framework: '', unit: 'request' },
  way: [],
};

function onwards(run: Run, of: FunctionNode | ClassNode, call: Call, { scopes }: ScopeSource): Run {
  return { ...run, way: [...run.way, { name: nameOf(of), call, scopes }] };
}

/** Whether a text may speak of an entry: by its name, or as the default, which has any. */
function isNamed({ names }: Entry, text: string): boolean {
  return names.some((name) => name === 'default' || text.includes(name)) || /\bexport\s*\*/.test(text);
}
