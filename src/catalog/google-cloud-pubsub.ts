import { library } from './vocabulary.ts';

/** The gRPC channel opens at the first operation. A subscription is taken in order to be listened to, for as long as the process lives. */
export default library({
  package: '@google-cloud/pubsub',
  checked: { oldest: '5.3.1', newest: '5.3.1' },
  docs: 'https://cloud.google.com/nodejs/docs/reference/pubsub/latest/pubsub/pubsub#_google_cloud_pubsub_PubSub_close_member_1_',
  modules: {
    '@google-cloud/pubsub': { PubSub: { construct: { type: 'PubSub' } } },
  },
  types: {
    PubSub: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, idle: true, secrets: ['credentials'] },
      opensAt: '*',
      dispose: { close: { async: true } },
      members: {
        topic: { call: { type: 'Topic', owned: false } },
        subscription: { call: { type: 'Subscription', owned: false }, livesOn: true },
      },
    },
    Topic: { kind: 'plain', members: { publishMessage: { async: true } } },
    Subscription: { kind: 'plain', dispose: { close: { async: true } } },
  },
});
