import { library } from './vocabulary.ts';

const opens = { connect: { chains: true }, on: { chains: true, events: { data: { livesOn: true } } } } as const;

export default library({
  package: 'node-rdkafka',
  checked: { oldest: '3.6.1', newest: '3.6.1' },
  docs: 'https://github.com/Blizzard/node-rdkafka#readme',
  modules: {
    'node-rdkafka': {
      Producer: { construct: { type: 'Producer' } },
      HighLevelProducer: { construct: { type: 'Producer' } },
      KafkaConsumer: { construct: { type: 'KafkaConsumer' } },
      AdminClient: { members: { create: { call: { type: 'AdminClient' } } } },
    },
  },
  types: {
    Producer: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true },
      label: 'producer',
      names: ['Producer', 'HighLevelProducer'],
      opensAt: 'connect',
      dispose: { disconnect: {} },
      members: opens,
    },
    KafkaConsumer: {
      kind: 'client',
      label: 'consumer',
      opensAt: 'connect',
      dispose: { disconnect: {} },
      members: { ...opens, consume: { livesOn: true } },
    },
    AdminClient: { kind: 'client', label: 'admin client', names: ['IAdminClient'], dispose: { disconnect: {} } },
  },
});
