import { library } from './vocabulary.ts';

const connect = { call: { type: 'Cluster', async: true, callback: { error: 0, value: 1 } } } as const;

export default library({
  package: 'couchbase',
  checked: { oldest: '4.7.1', newest: '4.7.1' },
  docs: 'https://docs.couchbase.com/nodejs-sdk/current/howtos/managing-connections.html',
  modules: {
    couchbase: { connect, Cluster: { members: { connect } } },
  },
  types: {
    Cluster: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, secrets: ['password'] },
      label: 'cluster',
      dispose: { close: { async: true } },
      members: { query: { async: true } },
    },
  },
});
