import { library } from './vocabulary.ts';

const on = { chains: true } as const;
const channel = { type: 'Channel', async: true } as const;
const calledBack = { type: 'CallbackChannel', callback: { error: 0, value: 1 } } as const;

/** What a channel emits unheard becomes an error of its connection. */
const unheard = {
  when: 'a connection that breaks',
  evidence: "amqplib/lib/connection.js: safeEmit(this, 'error', err), which throws again what nobody heard",
} as const;

/** Two interfaces: `amqplib` gives promises, `amqplib/callback_api` calls back. Closing a connection closes its channels. */
export default library({
  package: 'amqplib',
  checked: { oldest: '2.3.1', newest: '2.3.1' },
  docs: 'https://amqp-node.github.io/amqplib/channel_api.html',
  modules: {
    amqplib: { connect: { call: { type: 'ChannelModel', async: true } } },
    'amqplib/callback_api': { connect: { call: { type: 'CallbackModel', callback: { error: 0, value: 1 } } } },
  },
  types: {
    ChannelModel: {
      kind: 'client',
      unheard,
      rebuilt: { harms: 'request', shared: true },
      label: 'connection',
      names: ['ChannelModel', 'RecoveringChannelModel'],
      dispose: { close: { async: true } },
      members: { createChannel: { call: channel }, createConfirmChannel: { call: channel }, on, once: on },
    },
    Channel: {
      kind: 'client',
      label: 'channel',
      names: ['Channel', 'ConfirmChannel'],
      dispose: { close: { async: true } },
      members: {
        assertQueue: { async: true },
        assertExchange: { async: true },
        bindQueue: { async: true },
        get: { async: true },
        consume: { async: true, livesOn: true },
        on,
        once: on,
      },
    },
    CallbackModel: {
      kind: 'client',
      unheard,
      rebuilt: { harms: 'request', shared: true },
      label: 'connection',
      names: ['Connection', 'RecoveringConnection'],
      module: 'amqplib/callback_api',
      dispose: { close: {} },
      members: { createChannel: { call: calledBack }, createConfirmChannel: { call: calledBack }, on, once: on },
    },
    CallbackChannel: {
      kind: 'client',
      label: 'channel',
      names: ['Channel', 'ConfirmChannel'],
      module: 'amqplib/callback_api',
      dispose: { close: {} },
      members: { consume: { livesOn: true }, on, once: on },
    },
  },
});
