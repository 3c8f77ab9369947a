import { library } from './vocabulary.ts';

const Sequelize = { construct: { type: 'Sequelize' } } as const;
const transaction = { type: 'Transaction', async: true } as const;

export default library({
  package: 'sequelize',
  checked: { oldest: '6.37.8', newest: '6.37.8' },
  docs: 'https://sequelize.org/docs/v6/other-topics/transactions/',
  modules: {
    sequelize: { default: { ...Sequelize, members: { Sequelize } }, Sequelize },
  },
  types: {
    Sequelize: {
      orders: [
        {
          options: [0, 1, 2, 3],
          lower: 'pool.min',
          upper: 'pool.max',
          standard: 5,
          otherwise: 'it never keeps so many',
          evidence: 'sequelize/lib/dialects/abstract/connection-manager.js: max is 5',
        },
      ],
      statistics: {
        reads: ['connectionManager'],
        events: ['beforePoolAcquire', 'afterPoolAcquire'],
        options: [{ arg: 0, path: 'hooks' }],
        sample: "$.addHook('beforePoolAcquire', () => console.debug('A query takes a connection'))",
        evidence: 'sequelize/lib/hooks.js: beforePoolAcquire, afterPoolAcquire',
      },
      opensAt: '*',
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, idle: true, throws: true, counted: true, secrets: ['password', 2] },
      dispose: { close: { async: true } },
      members: {
        authenticate: { async: true },
        query: { async: true },
        sync: { async: true },
        // With a function, as only or as second argument, it ends the transaction by itself and gives what the function gives.
        transaction: {
          call: [
            { ...transaction, unless: [{ arg: 0 }] },
            { ...transaction, when: [{ arg: 0, path: 'isolationLevel' }], unless: [{ arg: 1 }] },
            { ...transaction, when: [{ arg: 0, path: 'type' }], unless: [{ arg: 1 }] },
            { ...transaction, when: [{ arg: 0, path: 'readOnly' }], unless: [{ arg: 1 }] },
            { ...transaction, when: [{ arg: 0, path: 'logging' }], unless: [{ arg: 1 }] },
            { ...transaction, when: [{ arg: 0, path: 'autocommit' }], unless: [{ arg: 1 }] },
          ],
        },
      },
    },
    Transaction: {
      kind: 'lease',
      label: 'transaction',
      dispose: { commit: { async: true, decides: true }, rollback: { async: true, decides: true } },
      borrowedAs: ['transaction'],
    },
  },
  unchecked: 'default, which is the class itself, is not declared; it was read in lib/index.js',
});
