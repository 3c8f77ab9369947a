import { library } from './vocabulary.ts';

export default library({
  package: 'typeorm',
  checked: { oldest: '1.1.1', newest: '1.1.1' },
  docs: 'https://typeorm.io/docs/advanced-topics/transactions#using-queryrunner-to-create-and-control-state-of-single-database-connection',
  modules: {
    typeorm: { DataSource: { construct: { type: 'DataSource' } } },
  },
  types: {
    DataSource: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, secrets: ['password'] },
      label: 'data source',
      opensAt: 'initialize',
      dispose: { destroy: { async: true } },
      members: {
        initialize: { async: true, chains: true, readyAfter: true },
        createQueryRunner: { call: { type: 'QueryRunner' }, evidence: { resultMembers: [] } },
        query: { async: true },
        transaction: { async: true },
      },
      closedWhen: { isInitialized: false },
    },
    // It takes its connection at the first of connect, query and startTransaction, and keeps it when a statement fails; a connect that fails has taken none.
    QueryRunner: {
      kind: 'lease',
      label: 'query runner',
      opensAt: '*',
      opensAnyway: true,
      dispose: { release: { async: true } },
      // Disposing by the symbol commits an open transaction, also when the scope is left by a throw.
      symbol: { async: true, since: '1.0.0', safe: false },
      members: {
        connect: { async: true, opensWhole: true },
        query: { async: true },
        startTransaction: { async: true },
        commitTransaction: { async: true },
        rollbackTransaction: { async: true },
      },
      closedWhen: { isReleased: true },
    },
  },
});
