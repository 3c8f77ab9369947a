import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { onTestFinished } from 'vitest';

/** How a call of a program ended, if it did. */
export type Outcome =
  | { readonly result: unknown }
  | { readonly error: string }
  /** Nothing came within the time that the proof allows. */
  | 'pending'
  /** The process ended meanwhile. */
  | 'ended';

interface Answer {
  readonly id: number | 'ready';
  readonly result?: unknown;
  readonly error?: string;
}

const STARTING_MS = 20_000;
/** For what has to come. */
export const PATIENCE_MS = 15_000;
/** For what is not to come: far longer than anything here takes. */
export const HANGING_MS = 1_500;

/** A program that runs in a process of its own, until the test is through. */
export class Running {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number | 'ready', (answer: Answer) => void>();
  #calls = 0;
  /** The code with which the process ends; null where a signal ends it. */
  readonly exited: Promise<number | null>;

  private constructor(file: string, env: Readonly<Record<string, string>>) {
    this.#process = fork(join(import.meta.dirname, 'run.mjs'), [file], {
      env: { ...process.env, ...env },
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.exited = once(this.#process, 'exit').then(([code]) => code as number | null);
    this.#process.on('message', (answer: Answer) => {
      this.#waiting.get(answer.id)?.(answer);
      this.#waiting.delete(answer.id);
    });
  }

  static async start(file: string, env: Readonly<Record<string, string>> = {}): Promise<Running> {
    const running = new Running(file, env);
    onTestFinished(() => running.stop());
    const began = await running.#answered('ready', STARTING_MS);
    if (typeof began === 'string') throw new Error(`${file} does not start: ${began}`);
    return running;
  }

  /** What an exported function of the program comes to. */
  async call(name: string, given: readonly unknown[] = [], within = PATIENCE_MS): Promise<Outcome> {
    const id = ++this.#calls;
    const answered = this.#answered(id, within);
    this.#process.send({ id, name, given });
    return answered;
  }

  /** The same call several times, one after the other. */
  async calls(times: number, name: string, given: readonly unknown[] = [], within = PATIENCE_MS): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (let i = 0; i < times; i++) outcomes.push(await this.call(name, given, within));
    return outcomes;
  }

  #answered(id: number | 'ready', within: number): Promise<Outcome> {
    return new Promise((resolve) => {
      const patience = setTimeout(() => resolve('pending'), within);
      const settle = (outcome: Outcome): void => {
        clearTimeout(patience);
        resolve(outcome);
      };
      void this.exited.then(() => settle('ended'));
      this.#waiting.set(id, ({ result, error }) => settle(error === undefined ? { result } : { error }));
    });
  }

  async stop(): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.exited;
  }
}
