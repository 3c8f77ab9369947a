import { library } from './vocabulary.ts';

export default library({
  package: '@opensearch-project/opensearch',
  checked: { oldest: '3.9.0', newest: '3.9.0' },
  docs: 'https://docs.opensearch.org/latest/clients/javascript/index/',
  modules: {
    '@opensearch-project/opensearch': { Client: { construct: { type: 'Client' } } },
  },
  types: {
    // A child shares the connections of its parent.
    Client: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, idle: true, throws: true, secrets: ['auth'] },
      opensAt: '*',
      dispose: { close: { async: true } },
      members: { child: { call: { type: 'Client', owned: false } } },
    },
  },
});
