import { library } from './vocabulary.ts';

export default library({
  package: 'cassandra-driver',
  checked: { oldest: '4.10.0', newest: '4.10.0' },
  docs: 'https://docs.datastax.com/en/developer/nodejs-driver/latest/api/class.Client/',
  modules: {
    'cassandra-driver': { Client: { construct: { type: 'Client' } } },
  },
  types: {
    // It connects at `connect()` or at its first query.
    Client: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, idle: true, throws: true, secrets: ['credentials.password'] },
      opensAt: '*',
      dispose: { shutdown: { async: true } },
      members: { connect: { async: true }, execute: { async: true }, batch: { async: true } },
    },
  },
});
