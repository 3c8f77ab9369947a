import { library } from './vocabulary.ts';

const callback = { error: 0, value: 1 } as const;
const pooled = { type: 'PooledConnection', async: true, callback } as const;
const own = { type: 'Connection', async: true, callback } as const;
const symbol = { async: true, since: '7.0.0' } as const;
const members = {
  execute: { async: true },
  executeMany: { async: true },
  commit: { async: true },
  rollback: { async: true },
} as const;
// The two are names of one method. What is left of a transaction is rolled back.
const dispose = { close: { async: true }, release: { async: true } } as const;

/** Pooled and standalone connections are of one class; `oracledb.getConnection` gives the one or the other. */
export default library({
  package: 'oracledb',
  checked: { oldest: '26.0.0', newest: '26.0.0' },
  docs: 'https://node-oracledb.readthedocs.io/en/latest/user_guide/connection_handling.html',
  modules: {
    oracledb: {
      createPool: { call: { type: 'Pool', async: true, callback } },
      getPool: { call: { type: 'Pool', owned: false } },
      getConnection: {
        call: [
          { ...pooled, when: [{ arg: 0, path: 'poolAlias' }] },
          { ...own, when: [{ arg: 0, path: 'user' }] },
          { ...own, when: [{ arg: 0, path: 'externalAuth' }] },
          { ...own, when: [{ arg: 0, path: 'connectString' }] },
          { ...own, when: [{ arg: 0, path: 'connectionString' }] },
          pooled,
        ],
      },
    },
  },
  types: {
    Pool: {
      statistics: {
        reads: ['connectionsInUse', 'connectionsOpen', 'getStatistics', 'logStatistics'],
        events: [],
        options: [{ arg: 0, path: 'enableStatistics', is: [true] }],
        sample: 'setInterval(() => console.log({ used: $.connectionsInUse, open: $.connectionsOpen }), 60_000).unref()',
        evidence:
          'https://node-oracledb.readthedocs.io/en/latest/user_guide/connection_handling.html#connection-pool-monitoring',
      },
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, secrets: ['password'] },
      label: 'pool',
      dispose: { close: { async: true }, terminate: { async: true } },
      symbol,
      members: { getConnection: { call: pooled } },
    },
    PooledConnection: { kind: 'lease', label: 'connection', names: ['Connection'], dispose, symbol, members },
    Connection: {
      kind: 'client',
      rebuilt: { harms: 'request', pool: 'oracledb.createPool' },
      label: 'connection',
      names: [],
      dispose,
      symbol,
      members,
    },
  },
});
