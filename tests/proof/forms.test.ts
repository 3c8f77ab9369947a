import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it, onTestFinished } from 'vitest';

import { formsOf } from './forms.ts';
import { Running } from './running.ts';

describe('prefer-await-using', () => {
  it('does what the `finally` did', async () => {
    const forms = formsOf('prefer-await-using', 'file');
    const folder = mkdtempSync(join(tmpdir(), 'pool-hygiene-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const [good, bad, missing] = [join(folder, 'good.json'), join(folder, 'bad.json'), join(folder, 'missing.json')];
    writeFileSync(good, '{ "port": 80 }');
    writeFileSync(bad, 'port: 80');
    const outcomes = async (file: string): Promise<unknown> => {
      const program = await Running.start(file);
      await program.call('settings', [good]);
      const before = await program.call('held');
      const outcomes = [good, bad, missing, bad].map((path) => program.call('settings', [path]));
      const all = await Promise.all(outcomes);
      expect(await program.call('held')).toEqual(before);
      return all;
    };
    const before = await outcomes(forms.faulty);
    expect(before).toEqual([
      { result: { port: 80 } },
      { error: expect.stringContaining('JSON') as string },
      { error: 'ENOENT' },
      { error: expect.stringContaining('JSON') as string },
    ]);
    expect(await outcomes(forms.fixed)).toEqual(before);
  });

  it('tells of both errors, where `finally` loses the first', async () => {
    const forms = formsOf('prefer-await-using', 'two-errors');
    const told = async (file: string): Promise<unknown> => (await Running.start(file)).call('told', ['']);
    expect(await told(forms.faulty)).toEqual({ result: ['the other side is gone'] });
    expect(await told(forms.fixed)).toEqual({ result: ['the other side is gone', 'nothing to send'] });
  });
});
