import { Pool, type PoolClient } from 'pg';

/** One pool for the whole service. */
export const pool = new Pool({
  connectionString: process.env['DATABASE_URL'],
  max: 10,
  connectionTimeoutMillis: 5_000,
});

pool.on('error', (error) => {
  console.error('idle connection lost', error);
});

/** Runs some work in a transaction of its own. */
export async function inTransaction<T>(
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

/** Whoever asks for the connection gives it back. */
export async function connected(): Promise<PoolClient> {
  const client = await pool.connect();
  client.on('error', (error) => {
    console.error('connection lost', error);
  });
  return client;
}
