import { library } from './vocabulary.ts';

const Sequelize = { construct: { type: 'Sequelize' } } as const;

/** Version 7: what is managed (`transaction(callback)`) and what is not have names of their own. */
export default library({
  package: '@sequelize/core',
  checked: { oldest: '7.0.0-alpha.48', newest: '7.0.0-alpha.48' },
  docs: 'https://sequelize.org/docs/v7/querying/transactions/',
  modules: {
    '@sequelize/core': { Sequelize, default: Sequelize },
  },
  types: {
    Sequelize: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, idle: true, throws: true, counted: true, secrets: ['password'] },
      opensAt: '*',
      dispose: { close: { async: true } },
      members: {
        authenticate: { async: true },
        query: { async: true },
        transaction: { async: true },
        startUnmanagedTransaction: { call: { type: 'Transaction', async: true } },
      },
    },
    Transaction: {
      kind: 'lease',
      label: 'transaction',
      dispose: { commit: { async: true, decides: true }, rollback: { async: true, decides: true } },
      borrowedAs: ['transaction'],
    },
  },
});
