import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 1, idleTimeoutMillis: 0 });

export async function answer() {
  const { rows } = await pool.query('select 6 * 7 as answer');
  return rows[0].answer;
}
