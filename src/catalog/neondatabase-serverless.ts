import { library } from './vocabulary.ts';

/** `neon()` sends each query by fetch and owns nothing. In serverless functions a pool a request, ended in it, is what Neon asks for. */
export default library({
  package: '@neondatabase/serverless',
  checked: { oldest: '1.2.0', newest: '1.2.0' },
  docs: 'https://github.com/neondatabase/serverless#pool-and-client',
  modules: {
    '@neondatabase/serverless': { Pool: { construct: { type: 'Pool' } }, Client: { construct: { type: 'Client' } } },
  },
  types: {
    Pool: {
      kind: 'client',
      unheard: {
        when: 'a connection that breaks while it is idle',
        betweenCalls: true,
        evidence: 'pg-pool is a part of the package: pool.emit("error", err, client)',
      },
      opensAt: '*',
      label: 'pool',
      dispose: { end: { async: true } },
      members: {
        connect: { call: { type: 'PoolClient', async: true, callback: { error: 0, value: 1, release: 2 } } },
        query: { async: true },
        on: { chains: true },
      },
    },
    Client: {
      kind: 'client',
      opensAt: 'connect',
      dispose: { end: { async: true } },
      members: {
        connect: { async: true },
        query: { async: true },
        on: { chains: true, events: { notification: { livesOn: true } } },
      },
    },
    PoolClient: { kind: 'lease', label: 'connection', dispose: { release: {} }, members: { query: { async: true } } },
  },
});
