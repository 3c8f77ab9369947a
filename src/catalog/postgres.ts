import { library } from './vocabulary.ts';

/** postgres.js: what `postgres(url)` gives is the pool and the tag that queries through it. `begin(callback)` needs no release. */
export default library({
  package: 'postgres',
  checked: { oldest: '3.4.9', newest: '3.4.9' },
  docs: 'https://github.com/porsager/postgres#teardown--cleanup',
  modules: {
    postgres: { default: { call: { type: 'Sql' } } },
  },
  types: {
    Sql: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, idle: true, counted: true, secrets: ['password'] },
      label: 'pool',
      dispose: { end: { async: true, waits: true } },
      members: {
        reserve: { call: { type: 'ReservedSql', async: true } },
        begin: { async: true },
        listen: { async: true, livesOn: true },
        subscribe: { async: true, livesOn: true },
      },
    },
    ReservedSql: { kind: 'lease', label: 'connection', dispose: { release: {} } },
  },
});
