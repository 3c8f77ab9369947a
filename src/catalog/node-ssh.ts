import { library } from './vocabulary.ts';

export default library({
  package: 'node-ssh',
  checked: { oldest: '13.2.1', newest: '13.2.1' },
  docs: 'https://github.com/steelbrain/node-ssh#api',
  modules: { 'node-ssh': { NodeSSH: { construct: { type: 'NodeSSH' } } } },
  types: {
    NodeSSH: {
      kind: 'client',
      label: 'connection',
      opensAt: 'connect',
      dispose: { dispose: {} },
      members: {
        connect: { async: true, chains: true, readyAfter: true },
        execCommand: { async: true },
        exec: { async: true },
        mkdir: { async: true },
        getFile: { async: true },
        putFile: { async: true },
        putFiles: { async: true },
        putDirectory: { async: true },
        getDirectory: { async: true },
        withSFTP: { async: true },
        withShell: { async: true },
      },
      closedWhen: { isConnected: false },
    },
  },
});
