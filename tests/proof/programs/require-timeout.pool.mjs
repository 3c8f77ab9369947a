import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 1 });

export async function sleepers(seconds) {
  void pool.query('select pg_sleep($1)', [seconds]);
  const { rows } = await pool.query('select 6 * 7 as answer');
  return rows[0].answer;
}
