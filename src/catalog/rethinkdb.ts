import { library } from './vocabulary.ts';

export default library({
  package: 'rethinkdb',
  checked: { oldest: '2.4.2', newest: '2.4.2' },
  docs: 'https://rethinkdb.com/api/javascript/connect/',
  modules: {
    rethinkdb: { connect: { call: { type: 'Connection', async: true, callback: { error: 0, value: 1 } } } },
  },
  types: {
    Connection: { kind: 'client', label: 'connection', dispose: { close: { async: true } } },
  },
});
