import { library } from './vocabulary.ts';

/** It is handed to `client.query`, whose connection it keeps busy until it has been read to the end or is closed. */
export default library({
  package: 'pg-cursor',
  checked: { oldest: '2.22.1', newest: '2.22.1' },
  docs: 'https://node-postgres.com/apis/cursor#close',
  modules: { 'pg-cursor': { default: { construct: { type: 'Cursor', owned: 'if disposed' } } } },
  declaredIn: ['@types/pg-cursor'],
  types: {
    Cursor: {
      kind: 'client',
      label: 'cursor',
      opensAt: 'read',
      dispose: { close: { async: true } },
      members: { read: { async: true } },
    },
  },
});
