import { createClient } from 'redis';
import { beforeEach, describe, expect, inject, it } from 'vitest';

import { formsOf } from './forms.ts';
import { Running } from './running.ts';

const url = inject('redis');
const started = (file: string): Promise<Running> => Running.start(file, { REDIS_URL: url });

let observer: ReturnType<typeof createClient>;

beforeEach(async () => {
  observer = createClient({ url });
  observer.on('error', () => undefined);
  await observer.connect();
  await observer.flushAll();
  return () => observer.close();
});

describe('no-use-after-dispose', () => {
  it('what is returned without waiting is cut off by the `finally`', async () => {
    const forms = formsOf('no-use-after-dispose', 'returned');
    const faulty = await started(forms.faulty);
    expect(await faulty.call('visit', ['home'])).toEqual({ error: expect.any(String) as string });
    expect(await observer.get('home')).toBeNull();

    const fixed = await started(forms.fixed);
    expect(await fixed.calls(3, 'visit', ['home'])).toEqual([1, 2, 3].map((result) => ({ result })));
  });
});

describe('no-floating-lifecycle', () => {
  it('a process that does not wait for the closing loses what was queued', async () => {
    const forms = formsOf('no-floating-lifecycle', 'shutdown');
    const recordedBy = async (file: string): Promise<string | null> => {
      const program = await started(file);
      expect(await program.call('record', [100])).toBe('ended');
      expect(await program.exited).toBe(0);
      return observer.get('visits');
    };
    expect(await recordedBy(forms.faulty)).toBeNull();
    expect(await recordedBy(forms.fixed)).toBe('100');
  });
});

describe('require-error-listener', () => {
  it('a connection that breaks ends the process', async () => {
    const forms = formsOf('require-error-listener', 'redis');
    const breakAll = (): Promise<unknown> =>
      observer.sendCommand(['CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes']);
    const faulty = await started(forms.faulty);
    expect(await faulty.call('connect')).toEqual({ result: 'PONG' });
    await breakAll();
    expect(await faulty.exited).toBe(1);

    const fixed = await started(forms.fixed);
    expect(await fixed.call('connect')).toEqual({ result: 'PONG' });
    await breakAll();
    expect(await fixed.call('ping')).toEqual({ result: 'PONG' });
  });
});
