import { library } from './vocabulary.ts';

/** A promise interface over `sqlite3`. */
export default library({
  package: 'sqlite',
  checked: { oldest: '5.1.1', newest: '5.1.1' },
  docs: 'https://github.com/kriasoft/node-sqlite#closing-the-database',
  modules: {
    sqlite: { open: { call: { type: 'Database', async: true } } },
  },
  types: {
    Database: {
      kind: 'client',
      label: 'database',
      dispose: { close: { async: true } },
      members: { run: { async: true }, exec: { async: true }, get: { async: true }, all: { async: true } },
    },
  },
});
