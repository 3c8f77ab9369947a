import { library } from './vocabulary.ts';

/** Every client has a dispatcher of its own, and nothing closes it. */
export default library({
  package: '@qdrant/js-client-rest',
  checked: { oldest: '1.19.0', newest: '1.19.0' },
  docs: 'https://github.com/qdrant/qdrant-js',
  modules: { '@qdrant/js-client-rest': { QdrantClient: { construct: { type: 'QdrantClient' } } } },
  types: {
    QdrantClient: {
      kind: 'plain',
      label: 'Qdrant client',
      rebuilt: { harms: 'request', shared: true, idle: true, secrets: ['apiKey'] },
    },
  },
});
