import { library } from './vocabulary.ts';

const Database = { construct: { type: 'Database' } } as const;
const arangojs = { call: { type: 'Database' } } as const;

/** A `Database` sends each query by fetch and owes nothing; a streaming transaction keeps its locks on the server until it ends. */
export default library({
  package: 'arangojs',
  checked: { oldest: '10.4.0', newest: '10.4.0' },
  docs: 'https://arangodb.github.io/arangojs/latest/classes/databases.Database.html#beginTransaction',
  modules: {
    arangojs: { Database, arangojs, default: arangojs },
  },
  types: {
    Database: {
      kind: 'plain',
      members: { beginTransaction: { call: { type: 'Transaction', async: true } }, query: { async: true } },
    },
    Transaction: {
      kind: 'lease',
      label: 'transaction',
      dispose: { commit: { async: true, decides: true }, abort: { async: true, decides: true } },
      members: { step: { async: true } },
    },
  },
});
