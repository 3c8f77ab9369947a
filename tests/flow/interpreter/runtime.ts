import { AsyncLocalStorage } from 'node:async_hooks';

import { transformSync } from 'esbuild';

import type { Role } from '../../../src/flow/graph.ts';
import type { Instrumented } from './instrument.ts';
import { Random } from './random.ts';
import type { Source } from './read.ts';

/** What a step became: for a choice the way it went, for a fork the thread that it began, for all others `ok` or `throw`. */
export interface Event {
  readonly key: string;
  readonly way: string;
  readonly thread: number;
}

export interface Run {
  readonly events: readonly Event[];
  readonly completion: 'return' | 'throw';
}

/** More events than this, and the run is left alone. */
const FUEL = 400;

/** The thread of control that something happens in: 0, or what a fork began. */
const THREAD = new AsyncLocalStorage<number>();

class Abandoned extends Error {}

const AsyncFunction = (async () => undefined).constructor as FunctionConstructor;

export type Program = (random: Random) => Promise<Run | undefined>;

/** Makes a program that can be run; a run that does not end is undefined. */
export function executable(source: Source, { code }: Instrumented, loader: 'ts' | 'tsx' = 'ts'): Program {
  const { code: runnable } = transformSync(code.replace(/^export (?=async|function|const|class)/gm, ''), {
    loader,
    target: 'es2022',
    jsxFactory: '$.jsx',
    jsxFragment: '$.jsx',
    supported: { using: false, decorators: false },
  });
  const isProgram = source.root.type === 'Program';
  const isGenerator = 'generator' in source.root && source.root.generator;
  const compile = isProgram ? AsyncFunction : Function;
  const make = new compile('$', ...source.free, isProgram ? runnable : `${runnable}\nreturn f;`) as (
    ...values: unknown[]
  ) => unknown;
  return async (random) => {
    const runtime = new Runtime(random);
    const values = source.free.map((name) => runtime.thing(name));
    const completion = await runtime.complete(() => {
      if (isProgram) return make(runtime, ...values);
      const f = make(runtime, ...values) as (...args: unknown[]) => unknown;
      return isGenerator ? runtime.drive(f(...runtime.args())) : f(...runtime.args());
    });
    return runtime.abandoned ? undefined : { events: runtime.events, completion };
  };
}

/**
 * A promise that does nothing until somebody waits for it. The graph, too, forgets the chain of `return p.then(…)` when
 * a `finally` throws on the way out.
 */
class Lazy {
  readonly #start: () => Promise<unknown>;

  constructor(start: () => Promise<unknown>) {
    this.#start = start;
  }

  then(yes?: (value: unknown) => unknown, no?: (error: unknown) => unknown): Lazy {
    const next = new Lazy(() => this.#start().then(yes, no));
    // `await` waits with functions of the engine, and nobody waits for what they give
    if (/native code/.test(Function.prototype.toString.call(yes ?? no ?? (() => 0)))) next.start();
    return next;
  }

  start(): void {
    this.#start().catch(() => undefined);
  }

  catch(no: (error: unknown) => unknown): Lazy {
    return new Lazy(() => this.#start().catch(no));
  }

  finally(done: () => void): Lazy {
    return new Lazy(() => this.#start().finally(done));
  }
}

/** Stands for everything that a fixture does not define, decides at random, and writes down what it decided. */
class Runtime {
  readonly events: Event[] = [];
  abandoned = false;
  readonly #random: Random;
  /** How often steps fail differs from run to run, so that both long paths and handlers of handlers are seen. */
  readonly #clumsiness: number;
  #threads = 0;
  #at: number | undefined;
  #yielded = 0;
  #dead = false;
  readonly #many = new WeakMap<object, number>();

  constructor(random: Random) {
    this.#random = random;
    this.#clumsiness = random.pick([0.03, 0.12, 0.3]);
  }

  async complete(run: () => unknown): Promise<Run['completion']> {
    let completion: Run['completion'] = 'return';
    try {
      await run();
    } catch {
      completion = 'throw';
    }
    for (let i = 0; i < 3; i++) await new Promise(setImmediate);
    return completion;
  }

  args(): unknown[] {
    return Array.from({ length: 6 }, () => (this.#random.chance(0.5) ? undefined : this.thing('x')));
  }

  e(id: number, way: string, role: Role = 'test'): string {
    if (this.#dead) return way;
    this.events.push({ key: `${String(id)}:${role}`, way, thread: THREAD.getStore() ?? 0 });
    if (this.events.length > FUEL) {
      this.abandoned = this.#dead = true;
      throw new Abandoned();
    }
    return way;
  }

  /** The step succeeds, or fails as an exception. */
  #step(id: number, role: Role, fails = this.#random.chance(this.#clumsiness)): void {
    if (fails && this.e(id, 'throw', role)) throw this.thing('error');
    this.e(id, 'ok', role);
  }

  #rejects(id: number, role: Role, value: unknown): Lazy {
    return new Lazy(() =>
      Promise.resolve().then(() => {
        this.#step(id, role);
        return value;
      }),
    );
  }

  c(id: number, value: unknown): unknown {
    this.e(id, value ? 'true' : 'false');
    return value;
  }

  cc(id: number, value: unknown): unknown {
    return value === undefined ? value : this.c(id, value);
  }

  n(id: number, value: unknown): unknown {
    this.e(id, value === null || value === undefined ? 'nullish' : 'next');
    return value;
  }

  nc(id: number, value: unknown): unknown {
    this.n(id, value);
    return value === null || value === undefined ? value : this.c(id, value);
  }

  at(id: number): unknown[] {
    this.#at = id;
    return [];
  }

  opt(id: number): unknown[] {
    this.e(id, 'next');
    return [];
  }

  case(id: number): boolean {
    const matches = this.#random.chance(0.4);
    this.e(id, String(matches));
    return matches;
  }

  p(id: number, value: unknown): Lazy {
    return this.#rejects(id, 'done', value);
  }

  /** A chain that is waited for in one branch of a choice. */
  q(id: number, chain: Lazy): Lazy {
    return chain.then((value) => {
      this.e(id, 'ok', 'done');
      return value;
    });
  }

  /** A promise at the foot of a chain, which settles when it is waited for. */
  s(id: number, value: unknown): unknown {
    return value === null || value === undefined ? value : this.#rejects(id, 'settle', value);
  }

  /** What an awaited function returns: waited for, whatever it is. */
  a(id: number, value: unknown): Lazy {
    return this.#rejects(id, 'settle', value);
  }

  h(id: number, _value: unknown): () => unknown {
    return () => this.#rejects(id, 'settle', this.thing('x'));
  }

  /** A promise that nobody waits for. */
  f(id: number, value: Lazy | undefined): unknown {
    if (value === undefined) return undefined;
    this.#fork(id, () => {
      value.start();
    });
    return this.thing('x');
  }

  #fork(id: number, run: () => void): void {
    const thread = ++this.#threads;
    this.e(id, String(thread), 'fork');
    THREAD.run(thread, run);
  }

  /** The call of an async function, begun when its promise is. */
  lazy(fn: (...args: unknown[]) => Promise<unknown>): (...args: unknown[]) => Lazy {
    return (...args) => new Lazy(() => fn(...args));
  }

  many(id: number, fn: object): object {
    this.#many.set(fn, id);
    return fn;
  }

  jsx(...parts: unknown[]): unknown {
    return parts.length;
  }

  keys(_value: unknown): object {
    return Object.fromEntries(Array.from({ length: this.#random.below(3) }, (_, i) => [`k${String(i)}`, i]));
  }

  *iter(id: number, disposal: number): Generator {
    while (this.#turn(id)) yield disposal ? this.resource(disposal) : this.thing('x');
  }

  async *aiter(id: number, disposal: number): AsyncGenerator {
    await Promise.resolve();
    while (this.#turn(id)) yield disposal ? this.resource(disposal) : this.thing('x');
  }

  #turn(id: number): boolean {
    if (this.#random.chance(0.1) && this.e(id, 'throw')) throw new Error('no next value');
    return this.e(id, String(this.#random.chance(0.55))) === 'true';
  }

  resource(id: number): unknown {
    const dispose = (): void => {
      if (id) this.#step(id, 'dispose');
    };
    return { [Symbol.dispose]: dispose, [Symbol.asyncDispose]: () => Promise.resolve().then(dispose) };
  }

  y(id: number, value?: unknown): unknown {
    this.#yielded = id;
    return value;
  }

  delegate(id: number): unknown {
    const { thing } = this;
    const told = { value: thing('x'), done: false };
    const over = { value: thing('x'), done: true };
    let begun = false;
    const inner = {
      next: () => {
        this.#yielded = id;
        [begun, told.done] = [true, begun];
        return told;
      },
      throw: (error: unknown) => {
        throw error;
      },
      return: () => over,
    };
    return { [Symbol.iterator]: () => inner };
  }

  /** Runs a generator to its end, in every way that its caller has. */
  async drive(generator: unknown): Promise<void> {
    const steps = generator as Generator | AsyncGenerator;
    let result = await steps.next();
    while (!result.done) {
      const way = this.#random.pick(['ok', 'ok', 'ok', 'throw', 'return'] as const);
      this.e(this.#yielded, way, 'done');
      result = await (way === 'ok'
        ? steps.next(this.thing('x'))
        : way === 'throw'
          ? steps.throw(new Error('thrown in'))
          : steps.return(undefined));
    }
  }

  /** Something that can be called, constructed, iterated and looked into. Its name says what comes out of it. */
  readonly thing = (name: string): unknown => {
    const run = (args: unknown[]): unknown => this.#called(name, args);
    return new Proxy(function () {}, {
      apply: (_target, _self, args: unknown[]) => run(args),
      construct: (_target, args: unknown[]) => run(args) as object,
      get: (target, key) => {
        if (key === 'prototype') return Reflect.get(target, key) as unknown;
        if (key === Symbol.toPrimitive) return () => 'text_';
        if (key === Symbol.iterator) return () => this.args()[Symbol.iterator]();
        return typeof key === 'string' && key !== 'then' ? this.#named(key) : undefined;
      },
    });
  };

  #called(name: string, args: unknown[]): unknown {
    const id = this.#at;
    this.#at = undefined;
    if (name === 'now') this.#callback(args)?.();
    if (name === 'each') this.#each(this.#callback(args));
    if (name === 'exit' && this.#random.chance(0.8)) this.#exit(id ?? 0);
    else if (id !== undefined) this.#step(id, 'done', name === 'exit' || undefined);
    const later = name === 'later' ? this.#callback(args) : undefined;
    if (later && id !== undefined)
      this.#fork(
        id,
        () =>
          void Promise.resolve()
            .then(later)
            .catch(() => undefined),
      );
    return /^(?:is|maybe)/.test(name) ? this.#value(name) : this.thing(name);
  }

  #exit(id: number): void {
    this.e(id, 'exit', 'done');
    this.#dead = true;
  }

  #callback(args: unknown[]): (() => unknown) | undefined {
    return args.find((each) => typeof each === 'function') as (() => unknown) | undefined;
  }

  #each(fn: (() => unknown) | undefined): void {
    const id = fn && this.#many.get(fn);
    if (!fn || id === undefined) return;
    while (this.e(id, String(this.#random.chance(0.5))) === 'true') fn();
  }

  #named(key: string): unknown {
    if (!key.endsWith('_')) return this.thing(key);
    return this.#random.chance(0.5) ? this.thing(key) : undefined;
  }

  #value(name: string): unknown {
    const yes = this.#random.chance(0.5);
    if (name.startsWith('is') || (name.startsWith('maybeIs') && this.#random.chance(0.5))) return yes;
    return yes ? this.thing('x') : this.#random.pick([null, undefined]);
  }
}
