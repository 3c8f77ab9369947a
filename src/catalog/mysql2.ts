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
/** A pool hears what its connections emit; the promise's form passes on to its own listeners what the connection below emits. */
const unheard = {
  when: 'a connection that breaks while it is idle',
  whileIdle: true,
  evidence: "mysql2/lib/base/connection.js, _notifyError: this.emit('error', err) where no command waits",
} as const;
const evidence = { resultMembers: ['release'] } as const;

/** Two interfaces that share their names: `mysql2` calls back, `mysql2/promise` gives promises; `promise()` turns the one into the other. */
const limits = [
  {
    of: 'the callers that wait for a connection',
    options: [0],
    bounds: [{ path: 'queueLimit', unit: 'other', none: [0] }],
    bounded: true,
    suggested: 1_000,
    evidence: 'mysql2/lib/pool_config.js: queueLimit is 0, and 0 is none',
  },
  {
    of: 'its connections',
    options: [0],
    bounds: [{ path: 'connectionLimit', unit: 'other', none: [0, 'Infinity'] }],
    bounded: true,
    suggested: 10,
    evidence: 'mysql2/lib/pool_config.js: connectionLimit is 10, and 0 is none',
  },
] as const;
const orders = [
  {
    options: [0],
    lower: 'maxIdle',
    upper: 'connectionLimit',
    standard: 10,
    otherwise: 'so many can never be idle',
    evidence: 'mysql2/lib/pool_config.js: "maxIdle = isNaN(options.maxIdle) ? this.connectionLimit : …", which is 10',
  },
] as const;

const statistics = {
  reads: [],
  events: ['acquire', 'connection', 'enqueue', 'release'],
  sample: "$.on('enqueue', () => console.warn('A query waits for a free connection'))",
  evidence: "mysql2/lib/base/pool.js: this.emit('enqueue')",
} as const;

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
      limits,
      orders,
      statistics,
      opensAt: '*',
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, idle: true, counted: true, secrets: ['password'] },
      label: 'pool',
      dispose: { end: { waits: true } },
      symbol: { async: false, since: '3.18.0', calls: 'end' },
      members: {
        ...queries,
        getConnection: { call: lent, evidence },
        releaseConnection: { releasesArgument: 0 },
        promise: { call: { type: 'PromisePool', owned: false }, carries: true },
        on,
      },
    },
    PoolConnection: {
      kind: 'lease',
      label: 'connection',
      // `end()` of a pooled connection only hands it back, with a warning.
      dispose: { release: {}, destroy: { forced: true }, end: { forced: true } },
      symbol: { async: false, since: '3.18.0', calls: 'release' },
      members: { ...queries, promise: { call: { type: 'PromisePoolConnection', owned: false }, carries: true }, on },
    },
    // It connects when it is constructed.
    Connection: {
      kind: 'client',
      unheard,
      rebuilt: { harms: 'request', pool: 'mysql2.createPool' },
      label: 'connection',
      dispose: { end: { waits: true }, destroy: { forced: true } },
      symbol: { async: false, since: '3.18.0', calls: 'end' },
      members: {
        ...queries,
        connect: {},
        promise: { call: { type: 'PromiseConnection', owned: false }, carries: true },
        on,
      },
    },
    PoolCluster: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, idle: true, counted: true, secrets: ['password'] },
      opensAt: '*',
      label: 'pool cluster',
      dispose: { end: { waits: true } },
      symbol: { async: false, since: '3.18.0', calls: 'end' },
      members: { getConnection: { call: lent }, of: { call: { type: 'PoolNamespace', owned: false } }, on },
    },
    PoolNamespace: { kind: 'plain', members: { getConnection: { call: lent } } },
    PromisePool: {
      limits,
      orders,
      statistics,
      opensAt: '*',
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, idle: true, counted: true, secrets: ['password'] },
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
      unheard,
      rebuilt: { harms: 'request', pool: 'mysql2.createPool' },
      label: 'connection',
      names: ['Connection'],
      module: 'mysql2/promise',
      dispose: { end: { async: true, waits: true }, destroy: { forced: true } },
      symbol: { async: true, since: '3.18.0', calls: 'end' },
      members: { ...asyncQueries, ...asyncTransaction, connect: { async: true }, on },
    },
    PromisePoolCluster: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, idle: true, counted: true, secrets: ['password'] },
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
