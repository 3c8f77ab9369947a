import { library } from './vocabulary.ts';

const bounds = [{ path: 'connectionTimeoutMillis', unit: 'ms', none: [0] }] as const;
const Pool = {
  construct: { type: 'Pool' },
  waits: {
    for: 'a free connection',
    options: [0],
    bounds,
    forAll: true,
    evidence: 'pg-pool/index.js: without connectionTimeoutMillis a caller stays in the queue until somebody releases',
  },
} as const;
const Client = {
  construct: { type: 'Client' },
  waits: {
    for: 'a connection',
    options: [0],
    bounds,
    forAll: true,
    evidence: 'pg/lib/client.js: no timer is set where connectionTimeoutMillis is 0',
  },
} as const;
const listens = { chains: true, events: { notification: { livesOn: true } } } as const;

/** node-postgres. `native` has the same classes, over libpq. */
export default library({
  package: 'pg',
  checked: { oldest: '8.0.0', newest: '8.23.1' },
  docs: 'https://node-postgres.com/apis/pool',
  modules: {
    pg: { Pool, Client, native: { members: { Pool, Client } } },
    'pg-pool': { default: Pool },
  },
  declaredIn: ['pg-pool', '@types/pg-pool'],
  types: {
    Pool: {
      orders: [
        {
          options: [0],
          lower: 'min',
          upper: 'max',
          standard: 10,
          otherwise: 'it never keeps so many',
          evidence: 'pg-pool/index.js: max is 10, and no more than that many clients are ever made',
        },
      ],
      statistics: {
        reads: ['totalCount', 'idleCount', 'waitingCount'],
        events: ['acquire', 'connect', 'release', 'remove'],
        sample:
          'setInterval(() => console.log({ total: $.totalCount, idle: $.idleCount, waiting: $.waitingCount }), 60_000).unref()',
        evidence: 'https://node-postgres.com/apis/pool#properties',
      },
      opensAt: '*',
      unheard: {
        when: 'a connection that breaks while it is idle',
        betweenCalls: true,
        evidence: "pg-pool/index.js: pool.emit('error', err, client); measured: the process exits with 1",
      },
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, idle: true, counted: true, secrets: ['password'] },
      label: 'pool',
      dispose: { end: { async: true, waits: true } },
      members: {
        connect: {
          call: { type: 'PoolClient', async: true, callback: { error: 0, value: 1, release: 2 } },
          evidence: { resultMembers: ['release'] },
        },
        query: { async: true },
        on: { chains: true },
        once: { chains: true },
      },
    },
    // `end()` cuts off the query that is running.
    Client: {
      kind: 'client',
      rebuilt: { harms: 'request', pool: 'pg.Pool' },
      opensAt: 'connect',
      unheard: {
        when: 'a connection that breaks',
        evidence: "pg/lib/client.js: this.emit('error', err); measured: the process exits with 1",
      },
      dispose: { end: { async: true } },
      members: { connect: { async: true, chains: true }, query: { async: true }, on: listens, once: listens },
    },
    // `end()` is no disposer here: it closes the socket, but the pool counts the client as lent out until `release()`.
    PoolClient: {
      kind: 'lease',
      label: 'connection',
      dispose: { release: {} },
      members: { query: { async: true }, on: listens, once: listens },
    },
    // What a helper accepts that takes both.
    ClientBase: { kind: 'plain', members: { query: { async: true } } },
  },
});
