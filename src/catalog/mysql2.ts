import { library } from './vocabulary.ts';

const on = { chains: true } as const;
const queries = { query: {}, execute: {} } as const;
const asyncQueries = { query: { async: true }, execute: { async: true } } as const;
const asyncTransaction = {
  beginTransaction: { async: true },
  commit: { async: true },
  rollback: { async: true },
} as const;
const lent = { type: 'PoolConnection', callback: { error: 0, value: 1 } } as const;
const promised = { type: 'PromisePoolConnection', async: true } as const;
const evidence = { resultMembers: ['release'] } as const;

/** Two interfaces that share their names: `mysql2` calls back, `mysql2/promise` gives promises; `promise()` turns the one into the other. */
export default library({
  package: 'mysql2',
  checked: { oldest: '3.5.0', newest: '3.24.6' },
  docs: 'https://sidorares.github.io/node-mysql2/docs',
  modules: {
    mysql2: {
      createPool: { call: { type: 'Pool' } },
      createPoolCluster: { call: { type: 'PoolCluster' } },
      createConnection: { call: { type: 'Connection' } },
    },
    'mysql2/promise': {
      createPool: { call: { type: 'PromisePool' } },
      createPoolCluster: { call: { type: 'PromisePoolCluster' } },
      createConnection: { call: { type: 'PromiseConnection', async: true } },
    },
  },
  unchecked:
    'PromisePoolConnection.release of what a connection gives for promise(): a pool, according to older declarations; it was read in lib/pool_connection.js',
  types: {
    Pool: {
      opensAt: '*',
      kind: 'client',
      label: 'pool',
      dispose: { end: { waits: true } },
      symbol: { async: false, since: '3.18.0', calls: 'end' },
      members: {
        ...queries,
        getConnection: { call: lent, evidence },
        releaseConnection: { releasesArgument: 0 },
        promise: { call: { type: 'PromisePool' }, carries: true },
        on,
      },
    },
    PoolConnection: {
      kind: 'lease',
      label: 'connection',
      // `end()` of a pooled connection only hands it back, with a warning.
      dispose: { release: {}, destroy: { forced: true }, end: { forced: true } },
      symbol: { async: false, since: '3.18.0', calls: 'release' },
      members: { ...queries, promise: { call: { type: 'PromisePoolConnection' }, carries: true }, on },
    },
    // It connects when it is constructed.
    Connection: {
      kind: 'client',
      label: 'connection',
      dispose: { end: { waits: true }, destroy: { forced: true } },
      symbol: { async: false, since: '3.18.0', calls: 'end' },
      members: { ...queries, connect: {}, promise: { call: { type: 'PromiseConnection' }, carries: true }, on },
    },
    PoolCluster: {
      kind: 'client',
      opensAt: '*',
      label: 'pool cluster',
      dispose: { end: { waits: true } },
      symbol: { async: false, since: '3.18.0', calls: 'end' },
      members: { getConnection: { call: lent }, of: { call: { type: 'PoolNamespace', owned: false } }, on },
    },
    PoolNamespace: { kind: 'plain', members: { getConnection: { call: lent } } },
    PromisePool: {
      opensAt: '*',
      kind: 'client',
      label: 'pool',
      names: ['Pool'],
      module: 'mysql2/promise',
      dispose: { end: { async: true, waits: true } },
      symbol: { async: true, since: '3.18.0', calls: 'end' },
      members: {
        ...asyncQueries,
        getConnection: { call: promised, evidence },
        releaseConnection: { releasesArgument: 0 },
        on,
      },
    },
    PromisePoolConnection: {
      kind: 'lease',
      label: 'connection',
      names: ['PoolConnection'],
      module: 'mysql2/promise',
      dispose: { release: {}, destroy: { forced: true }, end: { async: true, forced: true } },
      symbol: { async: true, since: '3.18.0', calls: 'release' },
      members: { ...asyncQueries, ...asyncTransaction, on },
    },
    PromiseConnection: {
      kind: 'client',
      label: 'connection',
      names: ['Connection'],
      module: 'mysql2/promise',
      dispose: { end: { async: true, waits: true }, destroy: { forced: true } },
      symbol: { async: true, since: '3.18.0', calls: 'end' },
      members: { ...asyncQueries, ...asyncTransaction, connect: { async: true }, on },
    },
    PromisePoolCluster: {
      kind: 'client',
      opensAt: '*',
      label: 'pool cluster',
      names: ['PoolCluster'],
      module: 'mysql2/promise',
      dispose: { end: { async: true, waits: true } },
      symbol: { async: true, since: '3.18.0', calls: 'end' },
      members: { getConnection: { call: promised }, of: { call: { type: 'PromisePoolNamespace', owned: false } }, on },
    },
    PromisePoolNamespace: {
      kind: 'plain',
      names: ['PoolNamespace'],
      module: 'mysql2/promise',
      members: { getConnection: { call: promised } },
    },
  },
});
