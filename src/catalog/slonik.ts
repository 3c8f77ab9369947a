import { library } from './vocabulary.ts';

/** `connect(callback)` and `transaction(callback)` lend a connection and take it back; there is no lease to release. */
export default library({
  package: 'slonik',
  checked: { oldest: '49.10.9', newest: '49.10.9' },
  docs: 'https://github.com/gajus/slonik#ending-connection-pool',
  modules: {
    slonik: { createPool: { call: { type: 'DatabasePool', async: true } } },
  },
  types: {
    DatabasePool: {
      opensAt: '*',
      kind: 'client',
      rebuilt: { harms: 'request', shared: true },
      label: 'pool',
      dispose: { end: { async: true } },
      members: { connect: { async: true }, transaction: { async: true }, query: { async: true } },
    },
  },
});
