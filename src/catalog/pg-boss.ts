import { library } from './vocabulary.ts';

export default library({
  package: 'pg-boss',
  checked: { oldest: '12.38.0', newest: '12.38.0' },
  docs: 'https://timgit.github.io/pg-boss/#/./api/ops',
  modules: {
    'pg-boss': { PgBoss: { construct: { type: 'PgBoss' } } },
  },
  types: {
    PgBoss: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true },
      label: 'queue',
      opensAt: 'start',
      dispose: { stop: { async: true } },
      members: {
        start: { async: true, chains: true },
        send: { async: true },
        work: { async: true, livesOn: true },
        on: { chains: true },
      },
    },
  },
});
