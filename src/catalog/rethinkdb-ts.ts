import { library } from './vocabulary.ts';

export default library({
  package: 'rethinkdb-ts',
  checked: { oldest: '3.0.0', newest: '3.0.0' },
  docs: 'https://github.com/rethinkdb/rethinkdb-ts#readme',
  modules: {
    'rethinkdb-ts': {
      r: {
        members: {
          connect: { call: { type: 'Connection', async: true } },
          connectPool: { call: { type: 'MasterPool', async: true } },
        },
      },
    },
  },
  types: {
    Connection: { kind: 'client', label: 'connection', dispose: { close: { async: true } } },
    MasterPool: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true },
      label: 'pool',
      dispose: { drain: { async: true } },
    },
  },
});
