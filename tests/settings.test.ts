import { describe, expect, it } from 'vitest';

import { libraries } from '../src/catalog/libraries.ts';
import { SettingsError, settingsOf } from '../src/settings.ts';

const read = (section: unknown) => settingsOf({ 'pool-hygiene': section });

describe('settings', () => {
  it('have defaults', () => {
    expect(settingsOf(undefined)).toEqual({
      autofix: 'safe',
      runtime: 'auto',
      using: 'auto',
      acrossFiles: true,
      clients: [],
      wrappers: [],
      handlers: [],
      shared: {},
    });
    expect(read({ using: 'never', autofix: undefined })).toEqual({ ...settingsOf({}), using: 'never' });
  });

  it('take entries without what only ours need', () => {
    const entry = {
      package: 'ours',
      modules: { ours: { open: { call: { type: 'Db' } } } },
      types: { Db: { kind: 'client' } },
    };
    expect(read({ clients: [entry] }).clients).toEqual([expect.objectContaining(entry)]);
  });

  it('know every word of the catalog', () => {
    expect(read({ clients: libraries }).clients).toHaveLength(libraries.length);
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
    [
      { clients: [{ package: 'ours', modules: {} }] },
      `settings['pool-hygiene'].clients[0].types must be there, but it is undefined.`,
    ],
    [
      { clients: [{ package: 'ours', modules: {}, types: { Db: { kind: 'pool' } } }] },
      `settings['pool-hygiene'].clients[0].types.Db.kind must be 'client' or 'lease' or 'response' or 'plain', but it is "pool".`,
    ],
    [
      { clients: [{ package: 'ours', modules: { ours: { connect: { call: { typ: 'Db' } } } }, types: {} }] },
      `settings['pool-hygiene'].clients[0].modules.ours.connect.call.type must be there, but it is undefined.`,
    ],
    [
      { clients: [{ package: 'ours', modules: {}, types: {}, kind: 'x' }] },
      `settings['pool-hygiene'].clients[0].kind must be one of these keys: package, checked,`,
    ],
    [{ wrappers: {} }, `settings['pool-hygiene'].wrappers must be an array of objects, but it is {}.`],
    [{ wrappers: [{ name: 'a', disposes: '0' }] }, `.wrappers[0].disposes must be a number, but it is "0".`],
    [{ wrappers: [{ disposes: 0 }] }, `.wrappers[0].name must be there, but it is undefined.`],
    [{ wrappers: [{ name: 'a', drops: 0 }] }, `.wrappers[0].drops must be one of these keys: name, from, makes,`],
    [{ wrappers: [{ name: 'a' }] }, `.wrappers[0] must be an object that says \`makes\`, \`owns\`, \`disposes\``],
    [
      { wrappers: [{ name: 'a', makes: 'pg#Client?' }] },
      `.wrappers[0].makes must be a type of the catalog (\`package#Type\`), but it is "pg#Client?".`,
    ],
    [{ shared: [] }, `settings['pool-hygiene'].shared must be an object, but it is [].`],
    [{ handlers: () => 1 }, `settings['pool-hygiene'].handlers must be an array of objects, but it is a function.`],
    [{ handlers: [{}] }, `.handlers must be an array of objects with a \`name\`, but it is [{}].`],
    [{ handlers: [{ name: 'a', exports: [] }] }, `.handlers must be an array of objects without \`exports\`, but`],
    [
      { handlers: [{ name: 'a', modules: 'b' }] },
      `.handlers must be an array of objects whose \`modules\` is an array`,
    ],
    [{ handlers: [{ name: 'a', exported: [{ names: [], path: '(' }] }] }, `paths are regular expressions (( is none)`],
    [{ handlers: [{ name: 'a', unit: 'day' }] }, `whose \`unit\` is one of request, connection, message, job`],
    [{ autoFix: 'all' }, `settings['pool-hygiene'].autoFix is not a setting. Did you mean \`autofix\`?`],
    [{ sharde: {} }, `settings['pool-hygiene'].sharde is not a setting. Did you mean \`shared\`?`],
    [{ toString: 1 }, `settings['pool-hygiene'].toString is not a setting.`],
  ])('name the key that is wrong: %j', (section, message) => {
    expect(() => read(section)).toThrow(SettingsError);
    expect(() => read(section)).toThrow(message);
  });
});
