import { describe, expect, it } from 'vitest';

import { SettingsError, settingsOf } from '../src/settings.ts';

const read = (section: unknown) => settingsOf({ 'pool-hygiene': section });

describe('settings', () => {
  it('have defaults', () => {
    expect(settingsOf(undefined)).toEqual({
      autofix: 'safe',
      runtime: 'auto',
      using: 'auto',
      acrossFiles: false,
      clients: [],
      handlers: {},
      shared: {},
    });
    expect(read({ using: 'never', autofix: undefined })).toEqual({ ...settingsOf({}), using: 'never' });
  });

  it('are read once', () => {
    const section = { autofix: 'all' };
    expect(read(section)).toBe(read(section));
  });

  it.each([
    ['text', 'must be an object, but it is "text"'],
    [null, 'must be an object, but it is null'],
    [
      { autofix: 'sometimes' },
      `settings['pool-hygiene'].autofix must be 'safe', 'all' or 'none', but it is "sometimes".`,
    ],
    [{ acrossFiles: 'auto' }, `settings['pool-hygiene'].acrossFiles must be true or false, but it is "auto".`],
    [{ runtime: 20 }, `settings['pool-hygiene'].runtime must be 'auto', 'node', 'browser' or 'worker', but it is 20.`],
    [{ using: true }, `settings['pool-hygiene'].using must be 'auto', 'always' or 'never', but it is true.`],
    [{ clients: {} }, `settings['pool-hygiene'].clients must be an array of objects, but it is {}.`],
    [{ clients: ['pg'] }, `settings['pool-hygiene'].clients must be an array of objects, but it is ["pg"].`],
    [{ shared: [] }, `settings['pool-hygiene'].shared must be an object, but it is [].`],
    [{ handlers: () => 1 }, `settings['pool-hygiene'].handlers must be an object, but it is a function.`],
    [{ autoFix: 'all' }, `settings['pool-hygiene'].autoFix is not a setting. Did you mean \`autofix\`?`],
    [{ sharde: {} }, `settings['pool-hygiene'].sharde is not a setting. Did you mean \`shared\`?`],
    [{ toString: 1 }, `settings['pool-hygiene'].toString is not a setting.`],
  ])('name the key that is wrong: %j', (section, message) => {
    expect(() => read(section)).toThrow(SettingsError);
    expect(() => read(section)).toThrow(message);
  });
});
