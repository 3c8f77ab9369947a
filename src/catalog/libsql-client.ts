import { library } from './vocabulary.ts';

const createClient = { call: { type: 'Client' } } as const;
const stateless = { call: { type: 'HttpClient' } } as const;
const members = {
  transaction: { call: { type: 'Transaction', async: true } },
  execute: { async: true },
  batch: { async: true },
  migrate: { async: true },
} as const;

/** A file or a WebSocket stays open until `close()`; over HTTP every statement is a request of its own. */
export default library({
  package: '@libsql/client',
  checked: { oldest: '0.18.0', newest: '0.18.0' },
  docs: 'https://docs.turso.tech/sdk/ts/reference',
  modules: {
    '@libsql/client': { createClient },
    '@libsql/client/node': { createClient },
    '@libsql/client/sqlite3': { createClient },
    '@libsql/client/ws': { createClient },
    '@libsql/client/http': { createClient: stateless },
    '@libsql/client/web': { createClient: stateless },
  },
  declaredIn: ['@libsql/core'],
  types: {
    Client: { kind: 'client', dispose: { close: {} }, members, closedWhen: { closed: true } },
    HttpClient: { kind: 'plain', names: [], members },
    // `close()` rolls back what was not committed.
    Transaction: {
      kind: 'lease',
      label: 'transaction',
      dispose: { close: {}, commit: { async: true, decides: true }, rollback: { async: true, decides: true } },
      members: { execute: { async: true }, batch: { async: true } },
      closedWhen: { closed: true },
    },
  },
});
