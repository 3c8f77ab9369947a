import { library } from './vocabulary.ts';

const client = { call: { type: 'HazelcastClient', async: true } } as const;
const named = { Client: { members: { newHazelcastClient: client, newHazelcastFailoverClient: client } } } as const;
const uses = { async: true } as const;

export default library({
  package: 'hazelcast-client',
  checked: { oldest: '5.6.0', newest: '5.6.0' },
  docs: 'https://hazelcast.github.io/hazelcast-nodejs-client/api/5.6.0/docs/classes/HazelcastClient.html#shutdown',
  modules: { 'hazelcast-client': named },
  types: {
    HazelcastClient: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true },
      dispose: { shutdown: { async: true } },
      members: {
        getMap: uses,
        getList: uses,
        getSet: uses,
        getQueue: uses,
        getReliableTopic: uses,
        getReplicatedMap: uses,
        getMultiMap: uses,
        getRingbuffer: uses,
      },
    },
  },
});
