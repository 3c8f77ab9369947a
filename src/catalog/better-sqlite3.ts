import { library } from './vocabulary.ts';

/** Everything is synchronous, and everything may throw. */
export default library({
  package: 'better-sqlite3',
  checked: { oldest: '13.2.0', newest: '13.2.0' },
  docs: 'https://github.com/WiseLibs/better-sqlite3/blob/master/docs/api.md#close---this',
  modules: {
    'better-sqlite3': { default: { construct: { type: 'Database' }, call: { type: 'Database' } } },
  },
  types: {
    Database: {
      kind: 'client',
      label: 'database',
      dispose: { close: {} },
      members: { prepare: {}, exec: { chains: true }, pragma: {}, transaction: {}, backup: { async: true } },
      closedWhen: { open: false },
    },
  },
});
