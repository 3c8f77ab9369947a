import { library } from './vocabulary.ts';

const chains = { chains: true } as const;
// Most watch for as long as the process lives.
const watch = { call: { type: 'FSWatcher', owned: 'if disposed' } } as const;
const named = { watch, FSWatcher: { construct: { type: 'FSWatcher', owned: 'if disposed' } } } as const;

export default library({
  package: 'chokidar',
  checked: { oldest: '5.0.0', newest: '5.0.0' },
  docs: 'https://github.com/paulmillr/chokidar#methods--events',
  modules: { chokidar: { ...named, default: { members: named } } },
  types: {
    FSWatcher: {
      kind: 'client',
      label: 'watcher',
      dispose: { close: { async: true } },
      members: { add: chains, unwatch: chains, on: chains, once: chains, addListener: chains },
      closedWhen: { closed: true },
    },
  },
});
