import { library } from './vocabulary.ts';

const connect = { call: { type: 'WeaviateClient', async: true } } as const;
const named = {
  connectToLocal: connect,
  connectToCustom: connect,
  connectToWCD: connect,
  connectToWCS: connect,
  connectToWeaviateCloud: connect,
} as const;

export default library({
  package: 'weaviate-client',
  checked: { oldest: '3.12.1', newest: '3.12.1' },
  docs: 'https://docs.weaviate.io/weaviate/client-libraries/typescript#connect-to-weaviate',
  modules: { 'weaviate-client': { ...named, default: { members: { ...named, client: connect } } } },
  types: {
    WeaviateClient: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, secrets: ['authCredentials'] },
      dispose: { close: { async: true } },
    },
  },
});
