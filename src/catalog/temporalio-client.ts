import { library } from './vocabulary.ts';

export default library({
  package: '@temporalio/client',
  checked: { oldest: '1.24.0', newest: '1.24.0' },
  docs: 'https://typescript.temporal.io/api/classes/client.Connection#close',
  modules: {
    '@temporalio/client': {
      // Clients are made over a connection, which stays its owner's.
      Connection: {
        members: { connect: { call: { type: 'Connection', async: true } }, lazy: { call: { type: 'Connection' } } },
      },
    },
  },
  types: {
    Connection: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true },
      label: 'connection',
      dispose: { close: { async: true } },
      members: { ensureConnected: { async: true } },
    },
  },
});
