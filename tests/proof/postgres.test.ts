import pg from 'pg';
import { describe, expect, inject, it, onTestFinished } from 'vitest';

import { formsOf } from './forms.ts';
import { HANGING_MS, PATIENCE_MS, Running } from './running.ts';
import { pause, textFrom } from './upstream.ts';

const connectionString = inject('postgres');

/** A program whose connections carry its name, and a look at them. */
class Observed {
  readonly program: Running;
  readonly #name: string;
  readonly #client: pg.Client;

  private constructor(program: Running, name: string, client: pg.Client) {
    this.program = program;
    this.#name = name;
    this.#client = client;
  }

  static async start(file: string): Promise<Observed> {
    const name = `proof-${String(Math.random()).slice(2)}`;
    const client = new pg.Client({ connectionString, connectionTimeoutMillis: PATIENCE_MS });
    client.on('error', () => undefined);
    await client.connect();
    onTestFinished(() => client.end());
    const program = await Running.start(file, { DATABASE_URL: connectionString, PGAPPNAME: name });
    return new Observed(program, name, client);
  }

  /** How many connections the program has. */
  async connections(): Promise<number> {
    const { rows } = await this.#client.query<{ count: number }>(
      'select count(*)::int as count from pg_stat_activity where application_name = $1',
      [this.#name],
    );
    return rows[0]?.count ?? 0;
  }

  /** The same, once those are gone that have just been closed. */
  async connectionsLeft(): Promise<number> {
    for (let waited = 0; waited < HANGING_MS && (await this.connections()) > 0; waited += 50) await pause(50);
    return this.connections();
  }

  /** As an administrator does, or a restart, or a network that drops what is idle. */
  async terminateConnections(): Promise<void> {
    await this.#client.query('select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1', [
      this.#name,
    ]);
  }
}

const ANSWER = { result: 42 };

describe('no-per-request-client', () => {
  it('opens a pool for each request, and has a few connections with one for all', async () => {
    const forms = formsOf('no-per-request-client', 'pool');
    const connectionsOf = async (file: string): Promise<number> => {
      const observed = await Observed.start(file);
      const outcome = await observed.program.call('listen');
      const port = (outcome as { readonly result: number }).result;
      for (let i = 0; i < 20; i++) expect(await textFrom(port)).toBe('42');
      return observed.connections();
    };
    expect(await connectionsOf(forms.faulty)).toBe(20);
    expect(await connectionsOf(forms.fixed)).toBeLessThanOrEqual(4);
  });
});

describe('require-client-disposal', () => {
  it('a query that fails leaves its connection open', async () => {
    const forms = formsOf('require-client-disposal', 'query-fails');
    const leftBy = async (file: string): Promise<number> => {
      const observed = await Observed.start(file);
      expect(await observed.program.calls(5, 'count', ['no_such_table'])).toEqual(Array(5).fill({ error: '42P01' }));
      return observed.connectionsLeft();
    };
    expect(await leftBy(forms.faulty)).toBe(5);
    expect(await leftBy(forms.fixed)).toBe(0);
  });
});

describe('require-owner-disposal', () => {
  it('an object that was closed keeps a connection', async () => {
    const forms = formsOf('require-owner-disposal', 'reports');
    const leftBy = async (file: string): Promise<number> => {
      const observed = await Observed.start(file);
      expect(await observed.program.calls(5, 'total')).toEqual(Array(5).fill(ANSWER));
      return observed.connectionsLeft();
    };
    expect(await leftBy(forms.faulty)).toBe(5);
    expect(await leftBy(forms.fixed)).toBe(0);
  });
});

describe('require-lease-release', () => {
  it('two queries that fail, and a pool of two hangs', async () => {
    const forms = formsOf('require-lease-release', 'query-fails');
    const failed = { error: '42P01' };
    const faulty = (await Observed.start(forms.faulty)).program;
    expect(await faulty.calls(2, 'count', ['no_such_table'])).toEqual([failed, failed]);
    expect(await faulty.call('count', ['pg_class'], HANGING_MS)).toBe('pending');

    const fixed = (await Observed.start(forms.fixed)).program;
    expect(await fixed.calls(8, 'count', ['no_such_table'])).toEqual(Array(8).fill(failed));
    expect(await fixed.call('count', ['pg_class'])).toEqual({ result: expect.any(Number) as number });
  });
});

describe('require-timeout', () => {
  it('who waits for a connection waits as long as the others work', async () => {
    const forms = formsOf('require-timeout', 'pool', { timeoutMs: 300 });
    const faulty = (await Observed.start(forms.faulty)).program;
    expect(await faulty.call('sleepers', [20], HANGING_MS)).toBe('pending');

    const fixed = (await Observed.start(forms.fixed)).program;
    expect(await fixed.call('sleepers', [20])).toEqual({ error: 'timeout exceeded when trying to connect' });
  });
});

describe('require-error-listener', () => {
  it('a connection that ends while it is idle ends the process', async () => {
    const forms = formsOf('require-error-listener', 'pool');
    const faulty = await Observed.start(forms.faulty);
    expect(await faulty.program.call('answer')).toEqual(ANSWER);
    await faulty.terminateConnections();
    expect(await faulty.program.exited).toBe(1);

    const fixed = await Observed.start(forms.fixed);
    expect(await fixed.program.call('answer')).toEqual(ANSWER);
    await fixed.terminateConnections();
    expect(await fixed.connectionsLeft()).toBe(0);
    await pause(200);
    expect(await fixed.program.call('answer')).toEqual(ANSWER);
  });
});
