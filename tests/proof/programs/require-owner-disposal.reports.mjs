import pg from 'pg';

const connectionString = process.env.DATABASE_URL;

export class Reports {
  constructor() {
    this.reading = new pg.Pool({ connectionString, max: 1, idleTimeoutMillis: 0 });
    this.writing = new pg.Pool({ connectionString, max: 1, idleTimeoutMillis: 0 });
  }

  async total() {
    await this.writing.query('select 1');
    const { rows } = await this.reading.query('select 6 * 7 as answer');
    return rows[0].answer;
  }

  async close() {
    await this.reading.end();
  }
}

export async function total() {
  const reports = new Reports();
  try {
    return await reports.total();
  } finally {
    await reports.close();
  }
}
