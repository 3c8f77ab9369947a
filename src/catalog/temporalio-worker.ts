import { library } from './vocabulary.ts';

export default library({
  package: '@temporalio/worker',
  checked: { oldest: '1.24.0', newest: '1.24.0' },
  docs: 'https://typescript.temporal.io/api/classes/worker.NativeConnection#close',
  modules: {
    '@temporalio/worker': {
      // Workers run until they are shut down: they live as long as their process.
      NativeConnection: { members: { connect: { call: { type: 'NativeConnection', async: true } } } },
    },
  },
  types: {
    NativeConnection: { kind: 'client', label: 'connection', dispose: { close: { async: true } } },
  },
});
