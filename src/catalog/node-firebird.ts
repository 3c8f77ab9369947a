import { library } from './vocabulary.ts';

const given = { type: 'Database', callback: { error: 0, value: 1 } } as const;
const promised = { call: { type: 'Database', async: true } } as const;
const evidence = { resultMembers: ['detach'] } as const;

/** A connection ends by `detach()`, whether it was attached alone or comes from a pool. */
export default library({
  package: 'node-firebird',
  checked: { oldest: '2.17.1', newest: '2.17.1' },
  docs: 'https://github.com/hgourvest/node-firebird#methods',
  modules: {
    'node-firebird': {
      attach: { call: given },
      create: { call: given },
      attachOrCreate: { call: given },
      attachAsync: promised,
      createAsync: promised,
      attachOrCreateAsync: promised,
      pool: { call: { type: 'ConnectionPool' } },
    },
  },
  types: {
    ConnectionPool: {
      kind: 'client',
      opensAt: '*',
      label: 'pool',
      dispose: { destroyAsync: { async: true }, destroy: {} },
      members: { get: { call: given, evidence }, getAsync: promised },
    },
    Database: {
      kind: 'lease',
      label: 'connection',
      dispose: { detachAsync: { async: true }, detach: {} },
      members: { query: {}, execute: {}, queryAsync: { async: true }, executeAsync: { async: true } },
    },
  },
});
