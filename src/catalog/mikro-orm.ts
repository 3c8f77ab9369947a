import { library } from './vocabulary.ts';

const MikroORM = {
  construct: { type: 'MikroORM' },
  members: { init: { call: { type: 'MikroORM', async: true } } },
} as const;

/** An `EntityManager` owns nothing: `em.fork()` a request is what the documentation asks for. */
export default library({
  package: '@mikro-orm/core',
  checked: { oldest: '7.2.1', newest: '7.2.1' },
  docs: 'https://mikro-orm.io/docs/deployment',
  modules: {
    '@mikro-orm/core': { MikroORM },
    '@mikro-orm/postgresql': { MikroORM },
    '@mikro-orm/mysql': { MikroORM },
    '@mikro-orm/mariadb': { MikroORM },
    '@mikro-orm/sqlite': { MikroORM },
    '@mikro-orm/libsql': { MikroORM },
    '@mikro-orm/mssql': { MikroORM },
    '@mikro-orm/mongodb': { MikroORM },
  },
  types: {
    // It connects at the first query.
    MikroORM: {
      kind: 'client',
      opensAt: '*',
      dispose: { close: { async: true } },
      symbol: { async: true, since: '7.2.0', calls: 'close' },
      members: { connect: { async: true } },
    },
  },
});
