import { library } from './vocabulary.ts';

const connect = { async: true } as const;

/** `Kafka` itself owns nothing; what it makes connects when told to. */
export default library({
  package: 'kafkajs',
  checked: { oldest: '2.2.4', newest: '2.2.4' },
  docs: 'https://kafka.js.org/docs/producing',
  modules: {
    kafkajs: { Kafka: { construct: { type: 'Kafka' } } },
  },
  types: {
    Kafka: {
      kind: 'plain',
      members: {
        producer: { call: { type: 'Producer' } },
        consumer: { call: { type: 'Consumer' } },
        admin: { call: { type: 'Admin' } },
      },
    },
    Producer: {
      kind: 'client',
      label: 'producer',
      opensAt: 'connect',
      dispose: { disconnect: { async: true } },
      members: {
        connect: { ...connect, readyAfter: true },
        send: { async: true },
        sendBatch: { async: true },
        transaction: { call: { type: 'Transaction', async: true } },
      },
    },
    Consumer: {
      kind: 'client',
      label: 'consumer',
      opensAt: 'connect',
      dispose: { disconnect: { async: true } },
      members: { connect, subscribe: { async: true }, run: { async: true, livesOn: true } },
    },
    Admin: {
      kind: 'client',
      label: 'admin client',
      opensAt: 'connect',
      dispose: { disconnect: { async: true } },
      members: { connect },
    },
    Transaction: {
      kind: 'lease',
      label: 'transaction',
      dispose: { commit: { async: true, decides: true }, abort: { async: true, decides: true } },
      members: { send: { async: true }, sendBatch: { async: true }, sendOffsets: { async: true } },
      closedWhen: { isActive: false },
    },
  },
});
