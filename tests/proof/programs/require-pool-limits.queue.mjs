import mysql from 'mysql2/promise';

const pool = mysql.createPool({
  host: '127.0.0.1',
  port: Number(process.env.DATABASE_PORT),
  connectionLimit: 1,
  queueLimit: 0,
});

const waiting = new Set();

/** How many of so many callers still wait after a moment, and what the others were told. */
export async function waitingOf(count) {
  const refused = [];
  for (let i = 0; i < count; i++) {
    const call = pool.query('select 1').catch((error) => refused.push(error.message));
    waiting.add(call);
    void call.finally(() => waiting.delete(call));
  }
  await new Promise((resolve) => setTimeout(resolve, 300));
  return { waiting: waiting.size, refused: [...new Set(refused)] };
}
