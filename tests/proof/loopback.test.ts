import { describe, expect, it } from 'vitest';

import { formsOf, silentOn } from './forms.ts';
import { HANGING_MS, type Outcome, Running } from './running.ts';
import { KeptConnection, type Upstream, listener, pause, textFrom, upstream } from './upstream.ts';

const hello = (): Promise<Upstream> => upstream((_request, response) => response.end('hello'));
const silent = (): Promise<Upstream> => upstream(() => undefined);
/** More than a connection takes in before somebody reads. */
const LARGE = 'x'.repeat(1 << 20);
const refusing = (): Promise<Upstream> => upstream((_request, response) => response.writeHead(500).end(LARGE));

const started = (file: string, { url }: Upstream): Promise<Running> => Running.start(file, { UPSTREAM: url });

describe('no-per-request-client', () => {
  it('opens a connection for each request, and a handful with one agent for all', async () => {
    const forms = formsOf('no-per-request-client', 'agent');
    const openedBy = async (file: string): Promise<number> => {
      const served = await hello();
      const port = await (await started(file, served)).call('listen');
      for (let i = 0; i < 50; i++) expect(await textFrom(Number(resultOf(port)))).toBe('hello');
      return served.opened;
    };
    expect(await openedBy(forms.faulty)).toBeGreaterThanOrEqual(50);
    expect(await openedBy(forms.fixed)).toBeLessThanOrEqual(5);
  });
});

describe('prefer-shared-client', () => {
  it('takes twice the connections that each of them is allowed', async () => {
    const forms = formsOf('prefer-shared-client', 'pair');
    const openedBy = async (file: string): Promise<number> => {
      const served = await upstream((_request, response) => setTimeout(() => response.end('hello'), 20));
      expect(await (await started(file, served)).call('overview')).toEqual({ result: 40 });
      return served.opened;
    };
    expect(await openedBy(forms.faulty)).toBe(8);
    expect(await openedBy(forms.fixed)).toBe(4);
  });
});

describe('no-unconsumed-body', () => {
  it('a pool of three never makes its fourth call', async () => {
    const forms = formsOf('no-unconsumed-body', 'refused');
    const refused = { error: 'answered 500' };
    const faulty = await started(forms.faulty, await refusing());
    expect(await faulty.calls(3, 'load')).toEqual([refused, refused, refused]);
    expect(await faulty.call('load', [], HANGING_MS)).toBe('pending');

    const fixed = await started(forms.fixed, await refusing());
    expect(await fixed.calls(9, 'load')).toEqual(Array(9).fill(refused));
  });

  it('a message of http pins its connection, however short it is', async () => {
    const forms = formsOf('no-unconsumed-body', 'status');
    const openedBy = async (file: string): Promise<number> => {
      const served = await hello();
      const program = await started(file, served);
      expect(await program.calls(20, 'status')).toEqual(Array(20).fill({ result: 200 }));
      return served.opened;
    };
    expect(await openedBy(forms.faulty)).toBe(20);
    // The next call may come before the last socket is free again.
    expect(await openedBy(forms.fixed)).toBeLessThanOrEqual(4);
  });

  it('a body of fetch pins one, too, until it is collected', async () => {
    const forms = formsOf('no-unconsumed-body', 'fetch');
    const heldBy = async (file: string): Promise<number> => {
      const held = new Set<unknown>();
      const served = await upstream((_request, response) => {
        held.add(response);
        response.on('close', () => held.delete(response));
        response.writeHead(500).end('x'.repeat(32 << 20));
      });
      const program = await started(file, served);
      expect(await program.calls(6, 'isUp')).toEqual(Array(6).fill({ result: false }));
      await pause(200);
      return held.size;
    };
    expect(await heldBy(forms.faulty)).toBeGreaterThan(0);
    expect(await heldBy(forms.fixed)).toBe(0);
  });
});

describe('require-timeout', () => {
  it.each([
    ['fetch', 'TimeoutError'],
    ['emitted', 'ABORT_ERR'],
  ])('%s waits for a server that is silent, and gives up with a bound', async (name) => {
    const forms = formsOf('require-timeout', name, { timeoutMs: 300 });
    const faulty = await started(forms.faulty, await silent());
    expect(await faulty.call('load', [], HANGING_MS)).toBe('pending');

    const fixed = await started(forms.fixed, await silent());
    expect(await fixed.call('load')).toEqual({ error: expect.anything() as unknown });
  });
});

describe('require-pool-limits', () => {
  it('an agent opens as many connections as there are calls', async () => {
    const forms = formsOf('require-pool-limits', 'agent', { limits: { connections: 5 } });
    const openedBy = async (file: string): Promise<number> => {
      const served = await upstream((_request, response) => setTimeout(() => response.end('hello'), 50));
      expect(await (await started(file, served)).call('loadAll', [60])).toEqual({ result: 60 });
      return served.opened;
    };
    expect(await openedBy(forms.faulty)).toBe(60);
    expect(await openedBy(forms.fixed)).toBe(5);
  });

  it('a queue takes all who come, though nobody is served', async () => {
    const forms = formsOf('require-pool-limits', 'queue', { limits: { queueLimit: 5 } });
    const waitingIn = async (file: string): Promise<unknown> => {
      const port = await listener(() => undefined);
      const program = await Running.start(file, { DATABASE_PORT: String(port) });
      return resultOf(await program.call('waitingOf', [200]));
    };
    expect(await waitingIn(forms.faulty)).toEqual({ waiting: 200, refused: [] });
    expect(await waitingIn(forms.fixed)).toEqual({ waiting: 6, refused: ['Queue limit reached.'] });
  });
});

describe('consistent-keep-alive', () => {
  const kept = async (file: string): Promise<KeptConnection> => {
    const port = Number(resultOf(await (await Running.start(file)).call('listen')));
    const connection = new KeptConnection(port);
    expect(await connection.request()).toBe('answered');
    return connection;
  };

  it('what the proxy sends on a connection that the server has closed is lost', async () => {
    const forms = formsOf('consistent-keep-alive', 'short', { proxyIdleTimeoutMs: 4_000 });
    const idle = async (file: string): Promise<string> => {
      const connection = await kept(file);
      await pause(2_500);
      return connection.request();
    };
    expect(await idle(forms.faulty)).toBe('lost');
    expect(await idle(forms.fixed)).toBe('answered');
  });

  it('headers that time out earlier than the connection do no harm, and nothing is said of them', async () => {
    const connection = await kept(silentOn('consistent-keep-alive', 'headers-time-out'));
    await pause(1_500);
    expect(await connection.request()).toBe('answered');
  });

  it('a client meets connections that the other side has forgotten', async () => {
    const FORGETS_MS = 1_500;
    const forms = formsOf('consistent-keep-alive', 'long', { serverIdleTimeoutMs: FORGETS_MS });
    /** What stands between two sides answers the packets of connections that it has forgotten with a reset. */
    const forgetful = (): Promise<number> =>
      listener((socket) => {
        let heard = performance.now();
        socket.on('data', () => {
          if (performance.now() - heard > FORGETS_MS) socket.resetAndDestroy();
          else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello');
          heard = performance.now();
        });
      });
    const again = async (file: string): Promise<unknown> => {
      const url = `http://127.0.0.1:${String(await forgetful())}`;
      const program = await Running.start(file, { UPSTREAM: url });
      expect(await program.call('load')).toEqual({ result: 200 });
      await pause(FORGETS_MS + 1_000);
      return program.call('load');
    };
    expect(await again(forms.faulty)).toEqual({ error: 'ECONNRESET' });
    expect(await again(forms.fixed)).toEqual({ result: 200 });
  });
});

describe('no-unbounded-retry', () => {
  it.each([
    ['loop', 'load', 3],
    ['library', 'patient', 4],
    ['counter', 'load', 6],
  ])('%s: never leaves a server alone that is down', async (name, exported, attempts) => {
    const MANY = 60;
    const forms = formsOf('no-unbounded-retry', name, { attempts: 3 });
    const down = await upstream((_request, response) => response.writeHead(503).end());
    const faulty = await started(forms.faulty, down);
    const outcome = faulty.call(exported);
    expect(await Promise.race([outcome, down.reached(MANY).then(() => 'goes on')])).toBe('goes on');
    await faulty.stop();

    const still = await upstream((_request, response) => response.writeHead(503).end());
    const fixed = await started(forms.fixed, still);
    expect(await fixed.call(exported)).toEqual({ error: 'answered 503' });
    expect(still.requests).toBe(attempts);
  });
});

function resultOf(outcome: Outcome): unknown {
  expect(outcome).toHaveProperty('result');
  return typeof outcome === 'object' && 'result' in outcome ? outcome.result : undefined;
}
