import { Agent, request } from 'undici';

const dispatcher = new Agent();

async function load() {
  const { body } = await request(process.env.UPSTREAM, { dispatcher });
  return body.text();
}

export async function loadAll(count) {
  return (await Promise.all(Array.from({ length: count }, load))).length;
}
