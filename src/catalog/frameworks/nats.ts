import { framework } from './entry.ts';

export default framework({
  name: 'NATS',
  modules: ['nats', '@nats-io/transport-node', '@nats-io/nats-core'],
  docs: 'https://github.com/nats-io/nats.js/blob/main/core/README.md#async-vs-callbacks',
  unit: 'message',
  registrations: [{ on: ['connect', 'NatsConnection', 'wsconnect'], methods: ['subscribe'], properties: ['callback'] }],
  parameters: ['Msg', 'JsMsg'],
});
