import { library } from './vocabulary.ts';

/** Version 2, under its old name. `drain()` closes the connection when what is under way is done. */
export default library({
  package: 'nats',
  checked: { oldest: '2.29.3', newest: '2.29.3' },
  docs: 'https://github.com/nats-io/nats.js/blob/main/core/README.md#lifecycleinformational-events',
  modules: {
    nats: { connect: { call: { type: 'NatsConnection', async: true } } },
  },
  types: {
    NatsConnection: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, secrets: ['pass', 'token'] },
      label: 'connection',
      dispose: { drain: { async: true, waits: true }, close: { async: true } },
      members: { subscribe: { livesOn: true }, publish: {}, request: { async: true }, flush: { async: true } },
      closedWhen: { isClosed: true, isDraining: true },
    },
  },
});
