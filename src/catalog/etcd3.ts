import { library } from './vocabulary.ts';

/** Leases and watchers are left out: they are made to live for as long as the process. */
export default library({
  package: 'etcd3',
  checked: { oldest: '1.1.2', newest: '1.1.2' },
  docs: 'https://microsoft.github.io/etcd3/classes/Etcd3.html#close',
  modules: {
    etcd3: { Etcd3: { construct: { type: 'Etcd3' } } },
  },
  types: {
    Etcd3: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, idle: true, throws: true, secrets: ['auth'] },
      opensAt: '*',
      dispose: { close: {} },
      members: { lock: { call: { type: 'Lock' } }, lease: { livesOn: true }, watch: { livesOn: true } },
    },
    Lock: {
      kind: 'lease',
      label: 'lock',
      opensAt: 'acquire',
      dispose: { release: { async: true } },
      members: { acquire: { async: true, chains: true }, do: { async: true } },
    },
  },
});
