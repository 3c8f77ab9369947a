import { library } from './vocabulary.ts';

const Pool = { construct: { type: 'Pool' } } as const;
const Client = { construct: { type: 'Client' } } as const;
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
      opensAt: '*',
      kind: 'client',
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
      opensAt: 'connect',
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
