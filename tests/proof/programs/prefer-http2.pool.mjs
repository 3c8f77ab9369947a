import { Pool } from 'undici';

const api = new Pool('https://api.example.com:8443', { connections: 10 });

async function load() {
  const { body } = await api.request({ path: '/', method: 'GET' });
  return body.text();
}

export async function loadAll(count) {
  // What is asked for before a connection is there opens one for itself, whatever it speaks.
  await load();
  return (await Promise.all(Array.from({ length: count }, load))).length;
}
