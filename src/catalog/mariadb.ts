import { library } from './vocabulary.ts';

const symbol = { async: true, since: '3.5.1' } as const;
const async = { async: true } as const;
const queries = { query: async, execute: async, batch: async } as const;
const getConnection = { call: { type: 'PoolConnection', async: true } } as const;
const calledBack = { call: { type: 'CallbackPoolConnection', callback: { error: 0, value: 1 } } } as const;
const module = 'mariadb/callback';

/** Two interfaces that share their names: `mariadb` gives promises, `mariadb/callback` calls back. A pool connects when it is made. */
export default library({
  package: 'mariadb',
  checked: { oldest: '3.5.4', newest: '3.5.4' },
  docs: 'https://mariadb.com/docs/connectors/mariadb-connector-nodejs/connector-nodejs-promise-api',
  modules: {
    mariadb: {
      createPool: { call: { type: 'Pool' } },
      createPoolCluster: { call: { type: 'PoolCluster' } },
      createConnection: { call: { type: 'Connection', async: true } },
    },
    'mariadb/callback': {
      createPool: { call: { type: 'CallbackPool' } },
      createPoolCluster: { call: { type: 'CallbackPoolCluster' } },
      createConnection: { call: { type: 'CallbackConnection' } },
    },
  },
  types: {
    Pool: {
      orders: [
        {
          options: [0],
          lower: 'minimumIdle',
          upper: 'connectionLimit',
          standard: 10,
          otherwise: 'so many can never be idle',
          evidence:
            'mariadb/lib/config/pool-options.js: "Math.min(Number(opts.minimumIdle), this.connectionLimit)", which is 10',
        },
      ],
      statistics: {
        reads: ['activeConnections', 'totalConnections', 'idleConnections', 'taskQueueSize'],
        events: ['acquire', 'connection', 'enqueue', 'release'],
        sample:
          'setInterval(() => console.log({ active: $.activeConnections(), waiting: $.taskQueueSize() }), 60_000).unref()',
        evidence: 'https://mariadb.com/docs/connectors/mariadb-connector-nodejs/connector-nodejs-promise-api#pool-api',
      },
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, secrets: ['password'] },
      label: 'pool',
      dispose: { end: async },
      symbol,
      members: { ...queries, getConnection },
      closedWhen: { closed: true },
    },
    PoolConnection: {
      kind: 'lease',
      label: 'connection',
      // `end` and `close` of a pooled connection are other names of `release`.
      dispose: { release: async, end: async, close: async, destroy: { forced: true } },
      symbol,
      members: { ...queries, beginTransaction: async, commit: async, rollback: async },
    },
    Connection: {
      kind: 'client',
      rebuilt: { harms: 'request', pool: 'mariadb.createPool' },
      label: 'connection',
      dispose: { end: async, close: async, destroy: { forced: true } },
      symbol,
      members: { ...queries, beginTransaction: async, commit: async, rollback: async },
    },
    PoolCluster: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, secrets: ['password'] },
      label: 'pool cluster',
      dispose: { end: async },
      members: { getConnection, of: { call: { type: 'FilteredPoolCluster', owned: false } } },
    },
    FilteredPoolCluster: { kind: 'plain', members: { getConnection } },
    CallbackPool: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, secrets: ['password'] },
      label: 'pool',
      names: ['Pool'],
      module,
      dispose: { end: {} },
      members: { getConnection: calledBack, query: {} },
      closedWhen: { closed: true },
    },
    CallbackPoolConnection: {
      kind: 'lease',
      label: 'connection',
      names: ['PoolConnection'],
      module,
      dispose: { release: {}, end: {}, close: {}, destroy: { forced: true } },
      members: { query: {} },
    },
    CallbackConnection: {
      kind: 'client',
      rebuilt: { harms: 'request', pool: 'mariadb.createPool' },
      label: 'connection',
      names: ['Connection'],
      module,
      dispose: { end: {}, close: {}, destroy: { forced: true } },
      members: { query: {} },
    },
    CallbackPoolCluster: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, secrets: ['password'] },
      label: 'pool cluster',
      names: ['PoolCluster'],
      module,
      dispose: { end: {} },
      members: { getConnection: calledBack, of: { call: { type: 'CallbackFilteredPoolCluster', owned: false } } },
    },
    CallbackFilteredPoolCluster: {
      kind: 'plain',
      names: ['FilteredPoolCluster'],
      module,
      members: { getConnection: calledBack },
    },
  },
});
