import { library } from './vocabulary.ts';

/** It reconnects for as long as it lives; a channel sets itself up anew each time, and its consumers with it. */
export default library({
  package: 'amqp-connection-manager',
  checked: { oldest: '5.0.0', newest: '5.0.0' },
  docs: 'https://github.com/jwalton/node-amqp-connection-manager#readme',
  modules: {
    'amqp-connection-manager': { connect: { call: { type: 'AmqpConnectionManager' } } },
  },
  types: {
    AmqpConnectionManager: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true },
      label: 'connection manager',
      dispose: { close: { async: true } },
      members: {
        createChannel: { call: { type: 'ChannelWrapper', owned: false }, livesOn: true },
        on: { chains: true },
      },
    },
    ChannelWrapper: {
      kind: 'plain',
      dispose: { close: { async: true } },
      members: { publish: { async: true }, sendToQueue: { async: true } },
    },
  },
});
