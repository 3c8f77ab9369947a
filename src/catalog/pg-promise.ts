import { library } from './vocabulary.ts';

/** A `Database` is left plain: `pgp.end()` ends all of them at once, and one is made for each address. What `connect()` lends must go back by `done()`. */
export default library({
  package: 'pg-promise',
  checked: { oldest: '12.7.1', newest: '12.7.1' },
  docs: 'https://vitaly-t.github.io/pg-promise/Database.html#connect',
  modules: {
    'pg-promise': { default: { call: { type: 'Main' } } },
  },
  types: {
    Main: { kind: 'plain', names: ['IMain'], call: { type: 'Database' } },
    Database: {
      kind: 'plain',
      names: ['IDatabase'],
      members: { connect: { call: { type: 'Connected', async: true } } },
    },
    Connected: {
      kind: 'lease',
      label: 'connection',
      names: ['IConnected'],
      dispose: { done: {} },
      members: { query: { async: true } },
    },
  },
});
