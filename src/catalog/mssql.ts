import { library } from './vocabulary.ts';

const async = { async: true } as const;

/** A transaction and a prepared statement hold one connection of the pool from `begin` and `prepare` on. */
export default library({
  package: 'mssql',
  checked: { oldest: '12.7.14', newest: '12.7.14' },
  docs: 'https://tediousjs.github.io/node-mssql/#connection-pools',
  modules: {
    mssql: {
      ConnectionPool: { construct: { type: 'ConnectionPool' } },
      // The global pool, the same for every call: closing it closes it for everybody.
      connect: { call: { type: 'ConnectionPool', async: true, owned: false } },
      Transaction: { construct: { type: 'Transaction' } },
      PreparedStatement: { construct: { type: 'PreparedStatement' } },
      Request: { construct: { type: 'Request' } },
    },
  },
  types: {
    ConnectionPool: {
      orders: [
        {
          options: [0],
          lower: 'pool.min',
          upper: 'pool.max',
          standard: 10,
          otherwise: 'the pool throws',
          evidence: 'mssql/lib/base/connection-pool.js: max is 10; tarn throws where it is smaller than min',
        },
      ],
      statistics: {
        reads: ['size', 'available', 'pending', 'borrowed', 'pool'],
        events: [],
        sample:
          'setInterval(() => console.log({ size: $.size, available: $.available, pending: $.pending }), 60_000).unref()',
        evidence: 'https://github.com/tediousjs/node-mssql#properties',
      },
      kind: 'client',
      unheard: {
        when: 'a connection that breaks while it is idle',
        betweenCalls: true,
        evidence: "mssql/lib/tedious/connection-pool.js: this.emit('error', err)",
      },
      rebuilt: { harms: 'request', shared: true, secrets: ['password'] },
      label: 'pool',
      opensAt: 'connect',
      dispose: { close: async },
      members: {
        connect: { async: true, chains: true, readyAfter: true },
        request: { call: { type: 'Request' } },
        transaction: { call: { type: 'Transaction' } },
        on: { chains: true },
      },
      closedWhen: { connected: false },
    },
    Transaction: {
      kind: 'lease',
      label: 'transaction',
      opensAt: 'begin',
      dispose: { commit: { async: true, decides: true }, rollback: { async: true, decides: true } },
      members: { begin: { async: true, chains: true }, request: { call: { type: 'Request' } } },
    },
    PreparedStatement: {
      kind: 'lease',
      label: 'prepared statement',
      opensAt: 'prepare',
      dispose: { unprepare: async },
      members: { prepare: async, execute: async, input: { chains: true } },
    },
    Request: {
      kind: 'plain',
      members: { query: async, execute: async, batch: async, bulk: async, input: { chains: true } },
    },
  },
});
