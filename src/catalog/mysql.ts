import { library } from './vocabulary.ts';

const on = { chains: true } as const;
const getConnection = { call: { type: 'PoolConnection', callback: { error: 0, value: 1 } } } as const;

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
      kind: 'client',
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
      opensAt: '*',
      label: 'connection',
      dispose: { end: { waits: true }, destroy: { forced: true } },
      members: { connect: {}, query: {}, on },
    },
    PoolCluster: {
      kind: 'client',
      opensAt: '*',
      label: 'pool cluster',
      dispose: { end: { waits: true } },
      members: { getConnection, of: { call: { type: 'Pool', owned: false } }, on },
    },
  },
});
