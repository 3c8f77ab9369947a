import { describe, expect, it } from 'vitest';

import { frameworks } from '../src/catalog/frameworks/index.ts';
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

  it('take what refers to a type of ours, and share a client of the same settings', () => {
    const entry = {
      package: 'ours',
      modules: { ours: { borrow: { call: { type: 'pg#PoolClient', async: true } } } },
      types: {},
    };
    const shared = { ours: { module: './db' }, 'undici#Agent': { module: '#agent', option: 'dispatcher' } };
    expect(read({ clients: [entry], shared }).shared).toBe(shared);
  });

  it('know every word of the catalog', () => {
    expect(read({ clients: libraries }).clients).toHaveLength(libraries.length);
    expect(read({ handlers: frameworks }).handlers).toBe(frameworks);
  });

  it('know the words of pools and of idle connections', () => {
    const of = 'its connections';
    const bound = { path: 'pool.max', unit: 'other', none: [0, 'Infinity', null], since: '2.0.0' };
    const evidence = 'ours/pool.js';
    const limits = [
      {
        of,
        options: [0],
        bounds: [bound],
        bounded: true,
        sharedBy: { path: 'allowH2', beside: 'pipelining', since: '8.0.0' },
        suggested: 10,
        evidence,
      },
    ];
    const order = {
      options: [0],
      lower: 'pool.min',
      upper: 'pool.max',
      standard: 10,
      otherwise: 'it throws',
      evidence,
    };
    const idle = { options: [0], path: 'pool.idleMs', evidence };
    const Db = { kind: 'client', limits, orders: [order], idle };
    const entryOf = (type: object) => ({ package: 'ours', modules: {}, types: { Db: { ...Db, ...type } } });
    expect(read({ clients: [entryOf({})] }).clients[0]?.types['Db']).toEqual(Db);
    const wrong = (type: object) => () => read({ clients: [entryOf(type)] });
    expect(wrong({ limits: [{ of }] })).toThrow('.types.Db.limits[0].options must be there');
    expect(wrong({ limits: [{ ...limits[0], bounds: [{ ...bound, unit: 'minutes' }] }] })).toThrow(
      `.types.Db.limits[0].bounds[0].unit must be 'ms' or 's' or 'signal' or 'other', but it is "minutes".`,
    );
    expect(wrong({ limits: limits[0] })).toThrow('.types.Db.limits must be an array');
    expect(wrong({ orders: [{ ...order, lower: 1 }] })).toThrow(
      '.types.Db.orders[0].lower must be a text, but it is 1.',
    );
    expect(wrong({ orders: [{ ...order, standard: 'ten' }] })).toThrow('.types.Db.orders[0].standard must be a number');
    expect(wrong({ idle: { ...idle, path: undefined } })).toThrow('.types.Db.idle.path must be there');
    expect(wrong({ idle: [idle] })).toThrow('.types.Db.idle must be an object');
  });

  it('may come from a file that names its schema', () => {
    expect(read({ $schema: './schema.json', using: 'never' })).toEqual({ ...settingsOf({}), using: 'never' });
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
    [{ wrappers: [{ name: 'a', disposes: '0' }] }, `.wrappers[0].disposes must be a position, counted from 0, but`],
    [{ wrappers: [{ name: 'a', owns: -1 }] }, `.wrappers[0].owns must be a position, counted from 0, but it is -1.`],
    [{ wrappers: [{ disposes: 0 }] }, `.wrappers[0].name must be there, but it is undefined.`],
    [{ wrappers: [{ name: 'a', drops: 0 }] }, `.wrappers[0].drops must be one of these keys: name, from, makes,`],
    [{ wrappers: [{ name: 'a' }] }, `.wrappers[0] must be an object that says \`makes\`, \`owns\`, \`disposes\``],
    [
      { wrappers: [{ name: 'a', makes: 'pg#Client?' }] },
      `.wrappers[0].makes must be a type of the catalog (\`package#Type\`), but it is "pg#Client?".`,
    ],
    [{ shared: [] }, `settings['pool-hygiene'].shared must be an object, but it is [].`],
    [{ shared: { pg: 'pool' } }, `.shared.pg must be an object, but it is "pool".`],
    [{ shared: { pg: { module: './db', call: 1 } } }, `.shared.pg.call must be \`true\` or \`false\`, but it is 1.`],
    [
      { shared: { pg: { module: './db', named: 'a' } } },
      `.shared.pg.named must be one of these keys: module, name, call,`,
    ],
    [{ shared: { pg: {} } }, `.shared.pg.module must be there, but it is undefined.`],
    [{ shared: { pgg: { module: './db' } } }, `settings['pool-hygiene'].shared.pgg is nothing that the catalog knows`],
    [{ shared: { 'pg#Pol': { module: './db' } } }, `settings['pool-hygiene'].shared.pg#Pol is nothing that`],
    [
      {
        clients: [
          { package: 'ours', modules: { ours: { open: { call: { type: 'DB' } } } }, types: { Db: { kind: 'client' } } },
        ],
      },
      `.clients[0].modules.ours.open.call.type must be a type of the entry ('Db') or \`package#Type\`, but it is "DB".`,
    ],
    [
      {
        clients: [
          {
            package: 'ours',
            modules: {},
            types: { Db: { kind: 'client', members: { get: { call: { type: 'pg#Pol' } } } } },
          },
        ],
      },
      `.clients[0].types.Db.members.get.call.type must be a type of the entry ('Db') or \`package#Type\`, but`,
    ],
    [
      { clients: [{ package: 'ours', modules: {}, types: { Db: { kind: 'client', extends: 'toString' } } }] },
      `.clients[0].types.Db.extends must be a type of the entry`,
    ],
    [{ handlers: () => 1 }, `settings['pool-hygiene'].handlers must be an array of objects, but it is a function.`],
    [{ handlers: [{}] }, `settings['pool-hygiene'].handlers[0].name must be there, but it is undefined.`],
    [{ handlers: [{ name: 'a', exports: [] }] }, `.handlers[0].exports must be one of these keys: name, modules,`],
    [{ handlers: [{ name: 'a', modules: 'b' }] }, `.handlers[0].modules must be an array, but it is "b".`],
    [
      { handlers: [{ name: 'a', exported: [{ names: [], path: '(' }] }] },
      `.handlers[0].exported[0].path must be a regular expression, but it is "(".`,
    ],
    [{ handlers: [{ name: 'a', unit: 'day' }] }, `.handlers[0].unit must be 'request' or 'connection' or`],
    [
      { handlers: [{ name: 'a', registrations: [{ on: ['x'] }] }] },
      `.handlers[0].registrations[0].methods must be there`,
    ],
    [{ autoFix: 'all' }, `settings['pool-hygiene'].autoFix is not a setting. Did you mean \`autofix\`?`],
    [{ sharde: {} }, `settings['pool-hygiene'].sharde is not a setting. Did you mean \`shared\`?`],
    [{ toString: 1 }, `settings['pool-hygiene'].toString is not a setting.`],
  ])('name the key that is wrong: %j', (section, message) => {
    expect(() => read(section)).toThrow(SettingsError);
    expect(() => read(section)).toThrow(message);
  });
});
