import { library } from './vocabulary.ts';

const connect = { call: { type: 'NatsConnection', async: true } } as const;

/** Version 3. `drain()` closes the connection when what is under way is done; disposing by the symbol drains. */
export default library({
  package: '@nats-io/nats-core',
  checked: { oldest: '3.4.0', newest: '3.4.0' },
  docs: 'https://github.com/nats-io/nats.js/blob/main/core/README.md#lifecycleinformational-events',
  modules: {
    '@nats-io/nats-core': { wsconnect: connect },
    '@nats-io/transport-node': { connect },
  },
  types: {
    NatsConnection: {
      kind: 'client',
      label: 'connection',
      dispose: { drain: { async: true, waits: true }, close: { async: true } },
      symbol: { async: true, since: '3.4.0', calls: 'drain' },
      members: { subscribe: { livesOn: true }, publish: {}, request: { async: true }, flush: { async: true } },
      closedWhen: { isClosed: true, isDraining: true },
    },
  },
});
