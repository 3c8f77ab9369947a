import { type RedisClientType, createClient } from 'redis';

const url = process.env['REDIS_URL'] ?? 'redis://localhost:6379';

let shared: Promise<RedisClientType> | undefined;

/** The one client of the service, connected when it is first asked for. */
export function sessions(): Promise<RedisClientType> {
  shared ??= connect().catch((error: unknown) => {
    shared = undefined;
    throw error;
  });
  return shared;
}

async function connect(): Promise<RedisClientType> {
  const client: RedisClientType = createClient({ url });
  client.on('error', (error) => {
    console.error('sessions', error);
  });
  await client.connect();
  return client;
}

/** Ends the sessions of a customer everywhere: a job of its own, beside the service. */
export async function signOut(customer: string): Promise<number> {
  const client = createClient({ url });
  client.on('error', console.error);
  await client.connect();
  const keys = await client.sMembers(`sessions:${customer}`);
  const removed = keys.length === 0 ? 0 : await client.del(keys);
  await client.close();
  return removed;
}
