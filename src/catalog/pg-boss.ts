import { library } from './vocabulary.ts';

export default library({
  package: 'pg-boss',
  checked: { oldest: '12.38.0', newest: '12.38.0' },
  docs: 'https://timgit.github.io/pg-boss/#/./api/ops',
  modules: {
    'pg-boss': {
      PgBoss: { construct: { type: 'PgBoss' }, since: '12.0.0' },
      // `module.exports = PgBoss` before 12.
      default: { construct: { type: 'PgBoss' } },
    },
  },
  unchecked: 'default: what the package exports before version 12, which the checked version does not have any more',
  types: {
    PgBoss: {
      kind: 'client',
      unheard: {
        when: 'a connection that breaks while it is idle',
        evidence:
          "pg-boss/dist/db.js: this.pool.on('error', error => this.emit('error', error)), and index.js hands it on",
      },
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
