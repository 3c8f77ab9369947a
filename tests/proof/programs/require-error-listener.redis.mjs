import { createClient } from 'redis';

const client = createClient({ url: process.env.REDIS_URL });

export async function connect() {
  await client.connect();
  return client.ping();
}

export function ping() {
  return client.ping();
}
