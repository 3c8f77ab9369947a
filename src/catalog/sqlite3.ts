import { library } from './vocabulary.ts';

const Database = { construct: { type: 'Database' } } as const;

/** `cached.Database` gives one object a file, for everybody: it is not described, since nobody is to close it. */
export default library({
  package: 'sqlite3',
  checked: { oldest: '6.0.1', newest: '6.0.1' },
  docs: 'https://github.com/TryGhost/node-sqlite3/wiki/API',
  modules: {
    sqlite3: { Database, verbose: { givesModule: true } },
  },
  types: {
    Database: {
      kind: 'client',
      label: 'database',
      dispose: { close: { waits: true } },
      members: {
        run: { chains: true },
        all: { chains: true },
        get: { chains: true },
        each: { chains: true },
        exec: { chains: true },
        on: { chains: true },
      },
    },
  },
});
