import { library } from './vocabulary.ts';

const chains = { chains: true } as const;

export default library({
  package: 'ftp',
  checked: { oldest: '0.3.10', newest: '0.3.10' },
  docs: 'https://github.com/mscdex/node-ftp#methods',
  modules: { ftp: { default: { construct: { type: 'Client' } } } },
  declaredIn: ['@types/ftp'],
  types: {
    Client: {
      kind: 'client',
      label: 'connection',
      unheard: {
        when: 'a connection that is refused, times out or breaks',
        evidence: "ftp/lib/connection.js: self.emit('error', err)",
      },
      opensAt: 'connect',
      dispose: { end: {}, destroy: { forced: true } },
      members: { on: chains, once: chains, addListener: chains },
    },
  },
});
