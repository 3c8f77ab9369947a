import { Agent, request } from 'undici';

const forOrders = new Agent({ connections: 4 });
const forPrices = new Agent({ connections: 4 });

async function textOf(path, dispatcher) {
  const { body } = await request(process.env.UPSTREAM + path, { dispatcher });
  return body.text();
}

export async function overview() {
  const orders = Array.from({ length: 20 }, () => textOf('/orders', forOrders));
  const prices = Array.from({ length: 20 }, () => textOf('/prices', forPrices));
  return (await Promise.all([...orders, ...prices])).length;
}
