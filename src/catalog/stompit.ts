import { library } from './vocabulary.ts';

const connect = { call: { type: 'Client', callback: { error: 0, value: 1 }, returns: 'Client' } } as const;

export default library({
  package: 'stompit',
  checked: { oldest: '1.0.0', newest: '1.0.0' },
  docs: 'https://github.com/gdaws/node-stomp#readme',
  modules: { stompit: { connect, default: { members: { connect } } } },
  unchecked: 'no declarations: the names were read in lib/Client.js',
  types: {
    Client: {
      kind: 'client',
      label: 'connection',
      names: [],
      dispose: { disconnect: {}, destroy: { forced: true } },
      // Whoever subscribes waits for messages for as long as the connection lasts.
      members: { on: { chains: true }, once: { chains: true }, subscribe: { livesOn: true } },
    },
  },
});
