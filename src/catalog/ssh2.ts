import { library } from './vocabulary.ts';

const chains = { chains: true } as const;
// What these give ends with the command or with the connection, and hardly anybody ends it himself.
const channel = { call: { type: 'Channel', owned: 'if disposed', callback: { error: 0, value: 1 } } } as const;
const sftp = { call: { type: 'SFTPWrapper', owned: 'if disposed', callback: { error: 0, value: 1 } } } as const;

export default library({
  package: 'ssh2',
  checked: { oldest: '1.17.0', newest: '1.17.0' },
  docs: 'https://github.com/mscdex/ssh2#client-methods',
  modules: {
    ssh2: {
      Client: { construct: { type: 'Client' } },
      default: { members: { Client: { construct: { type: 'Client' } } } },
    },
  },
  declaredIn: ['@types/ssh2'],
  types: {
    Client: {
      kind: 'client',
      unheard: {
        when: 'a connection that is refused or breaks',
        evidence: "ssh2/lib/client.js: this.emit('error', err)",
      },
      label: 'connection',
      opensAt: 'connect',
      dispose: { end: {}, destroy: {} },
      members: {
        connect: chains,
        on: chains,
        once: chains,
        addListener: chains,
        setNoDelay: chains,
        exec: channel,
        shell: channel,
        forwardOut: channel,
        sftp,
      },
    },
    Channel: {
      kind: 'client',
      label: 'channel',
      names: ['ClientChannel', 'Channel'],
      dispose: { end: {}, close: {}, destroy: {} },
      symbol: { async: true, since: '1.0.0', safe: false },
    },
    SFTPWrapper: { kind: 'client', label: 'session', dispose: { end: {}, destroy: {} } },
  },
});
