import { library } from './vocabulary.ts';

export default library({
  package: '@zilliz/milvus2-sdk-node',
  checked: { oldest: '3.0.6', newest: '3.0.6' },
  docs: 'https://milvus.io/api-reference/node/v2.6.x/Client/closeConnection.md',
  modules: { '@zilliz/milvus2-sdk-node': { MilvusClient: { construct: { type: 'MilvusClient' } } } },
  types: {
    MilvusClient: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, secrets: ['token', 'password'] },
      dispose: { closeConnection: { async: true } },
    },
  },
});
