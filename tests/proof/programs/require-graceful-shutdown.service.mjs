import http from 'node:http';

import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 4 });
pool.on('error', console.error);

const server = http.createServer(async (_incoming, outgoing) => {
  const { rows } = await pool.query('select 6 * 7 as answer, pg_sleep(2)');
  outgoing.end(String(rows[0].answer));
});

server.listen(0, '127.0.0.1');

export const port = () => server.address().port;
