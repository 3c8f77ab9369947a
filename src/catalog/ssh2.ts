import { library } from './vocabulary.ts';

const chains = { chains: true } as const;

export default library({
  package: 'ssh2',
  checked: { oldest: '1.17.0', newest: '1.17.0' },
  docs: 'https://github.com/mscdex/ssh2#client-methods',
  modules: { ssh2: { Client: { construct: { type: 'Client' } }, default: { members: { Client: { construct: { type: 'Client' } } } } } },
  declaredIn: ['@types/ssh2'],
  types: {
    // What `exec`, `shell`, `sftp` and `forwardOut` give ends with the command or with the connection, and hardly anybody ends it himself.
    Client: {
      kind: 'client',
      label: 'connection',
      opensAt: 'connect',
      dispose: { end: {}, destroy: {} },
      members: { connect: chains, on: chains, once: chains, addListener: chains, setNoDelay: chains },
    },
  },
});
