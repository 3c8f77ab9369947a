import { library } from './vocabulary.ts';

/** Pools of clients by database: `acquire(database)`, `release(database, client)`. */
export default library({
  package: 'redis-mpool',
  checked: { oldest: '0.8.2', newest: '0.8.2' },
  docs: 'https://github.com/CartoDB/node-redis-mpool#readme',
  modules: {
    'redis-mpool': { default: { construct: { type: 'RedisPool' } } },
  },
  types: {
    RedisPool: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true },
      label: 'pool',
      dispose: { destroy: { async: true } },
      members: {
        acquire: {
          call: { type: 'Client', async: true, callback: { error: 0, value: 1 } },
          evidence: { resultMembers: [], releasedBy: ['release'] },
        },
        release: { async: true, releasesArgument: 1 },
      },
    },
    Client: { kind: 'lease', label: 'connection', names: [] },
  },
  unchecked: 'no declarations: the names were read in index.js',
});
