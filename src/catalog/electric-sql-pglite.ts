import { library } from './vocabulary.ts';

/** PostgreSQL inside the process: closing it frees some hundred megabytes. */
export default library({
  package: '@electric-sql/pglite',
  checked: { oldest: '0.5.16', newest: '0.5.16' },
  docs: 'https://pglite.dev/docs/api#close',
  modules: {
    '@electric-sql/pglite': {
      PGlite: { construct: { type: 'PGlite' }, members: { create: { call: { type: 'PGlite', async: true } } } },
    },
  },
  types: {
    PGlite: {
      kind: 'client',
      label: 'database',
      dispose: { close: { async: true } },
      symbol: { async: true, since: '0.2.0', calls: 'close' },
      members: {
        query: { async: true },
        exec: { async: true },
        transaction: { async: true },
        listen: { async: true, livesOn: true },
      },
      closedWhen: { closed: true },
    },
  },
});
