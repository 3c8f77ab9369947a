import { library } from './vocabulary.ts';

export default library({
  package: '@grpc/grpc-js',
  checked: { oldest: '1.14.7', newest: '1.14.7' },
  docs: 'https://grpc.github.io/grpc/node/grpc.Client.html#close',
  modules: {
    '@grpc/grpc-js': {
      // A channel that is handed in stays its owner's.
      Client: { construct: { type: 'Client', unless: [{ arg: 2, path: 'channelOverride' }] } },
      Channel: { construct: { type: 'Channel' } },
    },
  },
  types: {
    // Generated clients extend it, or are made by functions whose results nothing is known of.
    Client: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, idle: true, throws: true },
      dispose: { close: {} },
      members: { getChannel: { call: { type: 'Channel', owned: false } } },
    },
    Channel: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, idle: true, throws: true },
      label: 'channel',
      names: ['Channel', 'ChannelInterface', 'ChannelImplementation'],
      dispose: { close: {} },
    },
  },
});
