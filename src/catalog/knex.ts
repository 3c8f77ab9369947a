import { library } from './vocabulary.ts';

/** Without a connection to make, knex is a builder of SQL that owns nothing. */
const knex = {
  call: [
    { type: 'Builder', when: [{ arg: 0, path: 'client' }], unless: [{ arg: 0, path: 'connection' }] },
    { type: 'Knex' },
  ],
} as const;

const transaction = { type: 'Transaction', async: true } as const;
// With a function, as only or as first argument, it ends the transaction by itself and gives what the function gives.
const transactions = {
  call: [
    { ...transaction, unless: [{ arg: 0 }] },
    { ...transaction, when: [{ arg: 0, path: 'isolationLevel' }] },
    { ...transaction, when: [{ arg: 0, path: 'readOnly' }] },
    { ...transaction, when: [{ arg: 0, path: 'doNotRejectOnRollback' }] },
  ],
} as const;

export default library({
  package: 'knex',
  checked: { oldest: '3.3.0', newest: '3.3.0' },
  docs: 'https://knexjs.org/guide/transactions.html',
  modules: {
    knex: { default: { ...knex, members: { knex } }, knex },
  },
  types: {
    Knex: {
      orders: [
        {
          options: [0],
          lower: 'pool.min',
          upper: 'pool.max',
          standard: 10,
          otherwise: 'the pool throws',
          evidence: 'tarn/dist/Pool.js: "Tarn: opt.max is smaller than opt.min"; knex/lib/client.js: max is 10',
        },
      ],
      statistics: {
        reads: ['client.pool'],
        events: ['query', 'query-response', 'query-error', 'start'],
        sample:
          'setInterval(() => console.log({ used: $.client.pool.numUsed(), waiting: $.client.pool.numPendingAcquires() }), 60_000).unref()',
        evidence:
          'knex/lib/client.js: this.pool = new Pool(this.getPoolSettings(config.pool)), which is a pool of tarn',
      },
      opensAt: '*',
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, idle: true, counted: true, secrets: ['connection.password'] },
      dispose: { destroy: { async: true } },
      members: { transaction: transactions, raw: { async: true }, client: { read: 'Client' } },
    },
    Builder: { kind: 'plain', names: [] },
    Transaction: {
      kind: 'lease',
      label: 'transaction',
      names: ['Knex.Transaction'],
      dispose: { commit: { async: true, decides: true }, rollback: { async: true, decides: true } },
      members: { transaction: transactions, raw: { async: true } },
      closedWhen: { isCompleted: true },
    },
    // The declarations say `any` of it.
    Client: {
      kind: 'plain',
      names: ['Knex.Client'],
      members: {
        acquireConnection: { call: { type: 'Connection', async: true } },
        releaseConnection: { releasesArgument: 0 },
      },
    },
    Connection: { kind: 'lease', label: 'connection', names: [] },
  },
  unchecked: 'Knex.client is declared as any, and so is what it gives: Client, Connection were read in lib/client.js',
});
