import { library } from './vocabulary.ts';

/** `db` and `sql` are one pool that the package makes by itself; what `db.connect()` lends out must still go back. */
export default library({
  package: '@vercel/postgres',
  checked: { oldest: '0.10.0', newest: '0.10.0' },
  docs: 'https://vercel.com/docs/storage/vercel-postgres/sdk',
  modules: {
    '@vercel/postgres': {
      createPool: { call: { type: 'VercelPool' } },
      createClient: { call: { type: 'VercelClient' } },
      db: { is: 'VercelPool' },
      sql: { is: 'VercelPool' },
    },
  },
  types: {
    VercelPool: {
      kind: 'client',
      unheard: {
        when: 'a connection that breaks while it is idle',
        betweenCalls: true,
        evidence: 'it extends the pool of @neondatabase/serverless: pool.emit("error", err, client)',
      },
      opensAt: '*',
      label: 'pool',
      dispose: { end: { async: true } },
      members: {
        connect: { call: { type: 'VercelPoolClient', async: true, callback: { error: 0, value: 1, release: 2 } } },
        query: { async: true },
      },
    },
    VercelClient: {
      kind: 'client',
      unheard: {
        when: 'a connection that breaks',
        evidence: "it extends the client of pg: this.emit('error', err)",
      },
      opensAt: 'connect',
      dispose: { end: { async: true } },
      members: { connect: { async: true }, query: { async: true } },
    },
    VercelPoolClient: {
      kind: 'lease',
      label: 'connection',
      dispose: { release: {} },
      members: { query: { async: true } },
    },
  },
});
