import { library } from './vocabulary.ts';

export default library({
  package: 'lmdb',
  checked: { oldest: '3.5.6', newest: '3.5.6' },
  docs: 'https://github.com/kriszyp/lmdb-js#dbclose-promise',
  modules: {
    lmdb: { open: { call: { type: 'RootDatabase' } } },
  },
  types: {
    // The databases inside it share its file.
    RootDatabase: {
      kind: 'client',
      label: 'database',
      dispose: { close: { async: true } },
      members: { openDB: { call: { type: 'Database', owned: false } }, put: { async: true } },
    },
    Database: { kind: 'plain' },
  },
});
