import { Agent, request } from 'undici';

const dispatcher = new Agent({ connections: 3 });

export async function load() {
  const response = await request(process.env.UPSTREAM, { dispatcher });
  if (response.statusCode !== 200) throw new Error(`answered ${response.statusCode}`);
  return response.body.text();
}
