import { createClient } from 'redis';

export async function visit(page) {
  const client = createClient({ url: process.env.REDIS_URL });
  client.on('error', () => {});
  await client.connect();
  try {
    return client.incr(page);
  } finally {
    client.destroy();
  }
}
