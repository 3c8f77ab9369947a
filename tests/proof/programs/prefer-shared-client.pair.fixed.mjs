import { Agent, request } from 'undici';

const upstream = new Agent({ connections: 4 });

async function textOf(path, dispatcher) {
  const { body } = await request(process.env.UPSTREAM + path, { dispatcher });
  return body.text();
}

export async function overview() {
  const orders = Array.from({ length: 20 }, () => textOf('/orders', upstream));
  const prices = Array.from({ length: 20 }, () => textOf('/prices', upstream));
  return (await Promise.all([...orders, ...prices])).length;
}
