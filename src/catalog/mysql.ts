import { library } from './vocabulary.ts';

const on = { chains: true } as const;
const getConnection = { call: { type: 'PoolConnection', callback: { error: 0, value: 1 } } } as const;

const limits = [
  {
    of: 'the callers that wait for a connection',
    options: [0],
    bounds: [{ path: 'queueLimit', unit: 'other', none: [0] }],
    bounded: true,
    suggested: 1_000,
    evidence: 'mysql/lib/PoolConfig.js: queueLimit is 0, and 0 is none',
  },
  {
    of: 'its connections',
    options: [0],
    bounds: [{ path: 'connectionLimit', unit: 'other', none: [0, 'Infinity'] }],
    bounded: true,
    suggested: 10,
    evidence: 'mysql/lib/PoolConfig.js: connectionLimit is 10, and 0 is none',
  },
] as const;

const statistics = {
  reads: [],
  events: ['acquire', 'connection', 'enqueue', 'release'],
  sample: "$.on('enqueue', () => console.warn('A query waits for a free connection'))",
  evidence: 'https://github.com/mysqljs/mysql#pool-events',
} as const;

export default library({
  package: 'mysql',
  checked: { oldest: '2.18.1', newest: '2.18.1' },
  docs: 'https://github.com/mysqljs/mysql#pooling-connections',
  modules: {
    mysql: {
      createPool: { call: { type: 'Pool' } },
      createPoolCluster: { call: { type: 'PoolCluster' } },
      createConnection: { call: { type: 'Connection' } },
    },
  },
  types: {
    Pool: {
      limits,
      statistics,
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, idle: true, counted: true, secrets: ['password'] },
      opensAt: '*',
      label: 'pool',
      dispose: { end: { waits: true } },
      members: { getConnection, query: {}, on },
    },
    PoolConnection: {
      kind: 'lease',
      label: 'connection',
      // `end()` of a pooled connection only hands it back, with a warning.
      dispose: { release: {}, destroy: { forced: true }, end: { forced: true } },
      members: { query: {}, on },
    },
    // It connects at `connect()` or at its first query.
    Connection: {
      kind: 'client',
      unheard: {
        when: 'a connection that breaks while it is idle',
        whileIdle: true,
        evidence: "mysql/lib/Connection.js: this.emit('error', err) where no query waits",
      },
      rebuilt: { harms: 'request', pool: 'mysql.createPool' },
      opensAt: '*',
      label: 'connection',
      dispose: { end: { waits: true }, destroy: { forced: true } },
      members: { connect: {}, query: {}, on },
    },
    PoolCluster: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, idle: true, counted: true, secrets: ['password'] },
      opensAt: '*',
      label: 'pool cluster',
      dispose: { end: { waits: true } },
      members: { getConnection, of: { call: { type: 'Pool', owned: false } }, on },
    },
  },
});
