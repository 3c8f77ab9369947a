import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 2 });

export async function count(table) {
  const client = await pool.connect();
  const { rows } = await client.query(`select count(*)::int as count from ${table}`);
  client.release();
  return rows[0].count;
}
