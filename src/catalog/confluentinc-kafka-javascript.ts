import { library } from './vocabulary.ts';

const connect = { async: true } as const;
const disconnect = { async: true } as const;

/**
 * The promise interface, which is that of kafkajs. Librdkafka's own (`Producer`, `KafkaConsumer`) is that of `node-rdkafka`.
 * A `dependentAdmin()` shares the handle of its parent.
 */
export default library({
  package: '@confluentinc/kafka-javascript',
  checked: { oldest: '1.10.1', newest: '1.10.1' },
  docs: 'https://docs.confluent.io/kafka-clients/javascript/current/overview.html',
  modules: {
    '@confluentinc/kafka-javascript': { KafkaJS: { members: { Kafka: { construct: { type: 'Kafka' } } } } },
  },
  types: {
    Kafka: {
      kind: 'plain',
      names: ['KafkaJS.Kafka'],
      members: {
        producer: { call: { type: 'Producer' } },
        consumer: { call: { type: 'Consumer' } },
        admin: { call: { type: 'Admin' } },
      },
    },
    Producer: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true },
      label: 'producer',
      names: ['KafkaJS.Producer'],
      opensAt: 'connect',
      dispose: { disconnect },
      members: {
        connect,
        send: { async: true },
        sendBatch: { async: true },
        dependentAdmin: { call: { type: 'Admin', owned: false } },
      },
    },
    Consumer: {
      kind: 'client',
      label: 'consumer',
      names: ['KafkaJS.Consumer'],
      opensAt: 'connect',
      dispose: { disconnect },
      members: {
        connect,
        subscribe: { async: true },
        run: { async: true, livesOn: true },
        dependentAdmin: { call: { type: 'Admin', owned: false } },
      },
    },
    Admin: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true },
      label: 'admin client',
      names: ['KafkaJS.Admin'],
      opensAt: 'connect',
      dispose: { disconnect },
      members: { connect },
    },
  },
});
