import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 2 });
pool.on('error', console.error);

export async function work(callers) {
  await Promise.all(Array.from({ length: callers }, () => pool.query('select pg_sleep(0.2)')));
}
