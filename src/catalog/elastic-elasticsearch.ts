import { library } from './vocabulary.ts';

export default library({
  package: '@elastic/elasticsearch',
  checked: { oldest: '9.5.1', newest: '9.5.1' },
  docs: 'https://www.elastic.co/docs/reference/elasticsearch/clients/javascript/connecting',
  modules: {
    '@elastic/elasticsearch': { Client: { construct: { type: 'Client' } } },
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
