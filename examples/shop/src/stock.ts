import { Pool } from 'pg';

/** The stock lives in a database of its own, behind the callbacks of an older time. */
const stock = new Pool({ connectionString: process.env['STOCK_URL'], max: 4 });

type Done = (error: Error | undefined, left?: number) => void;

/** How many pieces of an article are left. */
export function left(article: string, callback: Done): void {
  stock.connect((error, client, done) => {
    if (error || !client) return callback(error);
    client.query<{ left: number }>(
      'select left from stock where article = $1',
      [article],
      (failed, found) => {
        if (failed) return callback(failed);
        done();
        callback(undefined, found.rows[0]?.left);
      },
    );
  });
}

/** Takes pieces out of the stock. */
export function take(article: string, pieces: number, callback: Done): void {
  stock.connect((error, client, done) => {
    if (error || !client) return callback(error);
    client.query(
      'update stock set left = left - $2 where article = $1',
      [article, pieces],
      (failed) => {
        done(failed);
        callback(failed);
      },
    );
  });
}
