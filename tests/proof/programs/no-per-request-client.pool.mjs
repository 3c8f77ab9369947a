import http from 'node:http';

import pg from 'pg';

const server = http.createServer(async (_incoming, outgoing) => {
  const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 4 });
  const { rows } = await pool.query('select 6 * 7 as answer');
  outgoing.end(String(rows[0].answer));
});

export async function listen() {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server.address().port;
}
