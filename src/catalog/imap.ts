import { library } from './vocabulary.ts';

const chains = { chains: true, events: { mail: { livesOn: true }, expunge: { livesOn: true } } } as const;

export default library({
  package: 'imap',
  checked: { oldest: '0.8.19', newest: '0.8.19' },
  docs: 'https://github.com/mscdex/node-imap#connection-instance-methods',
  modules: { imap: { default: { construct: { type: 'Connection' } } } },
  declaredIn: ['@types/imap'],
  types: {
    Connection: {
      kind: 'client',
      label: 'connection',
      unheard: {
        when: 'a connection that is refused, times out or breaks',
        evidence: "imap/lib/Connection.js: self.emit('error', err)",
      },
      opensAt: 'connect',
      dispose: { end: {}, destroy: { forced: true } },
      // Waiting for messages is what such a connection is kept for.
      members: { on: chains, once: { chains: true }, addListener: chains },
    },
  },
});
