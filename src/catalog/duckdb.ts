import { library } from './vocabulary.ts';

/**
 * The older of DuckDB's two packages. Connections are left out: they are cheap, and go with their database. `@duckdb/node-api` is
 * left out: its instances and connections are freed when nothing refers to them any more.
 */
export default library({
  package: 'duckdb',
  checked: { oldest: '1.4.4', newest: '1.4.4' },
  docs: 'https://duckdb.org/docs/stable/clients/nodejs/reference',
  modules: {
    duckdb: { Database: { construct: { type: 'Database' } } },
  },
  types: {
    Database: { kind: 'client', label: 'database', dispose: { close: {} }, members: { connect: {} } },
  },
});
