import { library } from './vocabulary.ts';

const uses = { async: true } as const;
const callback = { error: 0, value: 1 } as const;
const connect = { call: { type: 'Connection', async: true, callback } } as const;
const pool = { call: { type: 'Pool', async: true, callback } } as const;
const named = { connect, pool } as const;
const members = {
  query: uses,
  callProcedure: uses,
  primaryKeys: uses,
  foreignKeys: uses,
  tables: uses,
  columns: uses,
  setIsolationLevel: uses,
  beginTransaction: uses,
  commit: uses,
  rollback: uses,
  // It ends with its connection; who closes it does so on every path.
  createStatement: { call: { type: 'Statement', async: true, owned: 'if disposed', callback } },
} as const;
const dispose = { close: { async: true } } as const;
const closedWhen = { connected: false } as const;

/** Connections of a pool and others are of one class: `close` of the one gives it back. What is left of a transaction is rolled back. */
export default library({
  package: 'odbc',
  checked: { oldest: '2.6.0', newest: '2.6.0' },
  docs: 'https://github.com/IBM/node-odbc#close',
  modules: { odbc: { ...named, default: { members: named } } },
  types: {
    Pool: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, counted: true },
      label: 'pool',
      dispose,
      members: { connect: { call: { type: 'PooledConnection', async: true, callback } }, query: uses },
    },
    PooledConnection: { kind: 'lease', label: 'connection', names: ['Connection'], dispose, members, closedWhen },
    Connection: {
      kind: 'client',
      rebuilt: { harms: 'request', pool: 'odbc.pool' },
      label: 'connection',
      names: [],
      dispose,
      members,
      closedWhen,
    },
    Statement: {
      kind: 'client',
      label: 'statement',
      dispose,
      members: { prepare: uses, bind: uses, execute: uses, cancel: uses },
    },
  },
});
