import { promisify } from 'node:util';

import fastify from 'fastify';

import { connected, pool } from './db.ts';
import { carrierIsUp, shopIsUp, storesAreUp, warehouseIsUp } from './health.ts';
import { type Line, cancel, markPaid, place, ship, totalOf } from './orders.ts';
import { charge, invoiceOf, rateOf, receiptOf, refund } from './payments.ts';
import { ordersOn, submit, turnover } from './reports.ts';
import { signOut } from './sessions.ts';
import { left, take } from './stock.ts';

interface Id {
  readonly Params: { readonly id: string };
}

const app = fastify({ logger: true });

app.post<{ Body: { customer: string; lines: Line[] } }>(
  '/orders',
  async (request, reply) => {
    const id = await place(request.body.customer, request.body.lines);
    return reply.code(201).send({ id });
  },
);

app.delete<Id>('/orders/:id', async (request, reply) => {
  const done = await cancel(request.params.id);
  return reply.code(done ? 204 : 409).send();
});

app.post<Id>('/orders/:id/payment', async (request) => {
  const { id } = request.params;
  const receipt = await charge(id, await totalOf(id));
  await markPaid(id);
  return receipt;
});

app.get<Id>('/orders/:id/receipt', (request) => receiptOf(request.params.id));

app.post<Id>('/orders/:id/shipment', async (request, reply) => {
  await ship(request.params.id);
  return reply.code(204).send();
});

app.get<Id>('/orders/:id/invoice', async (request) => {
  const invoice = await invoiceOf(request.params.id);
  return invoice.text();
});

app.post<Id>('/orders/:id/refund', async (request) => ({
  refunded: await refund(request.params.id),
}));

app.get<Id>('/rates/:id', async (request) => ({ rate: await rateOf(request.params.id) }));

app.get<Id>('/articles/:id', async (request) => ({
  left: await promisify(left)(request.params.id),
}));

app.post<Id & { Body: { pieces: number } }>(
  '/articles/:id/taken',
  async (request, reply) => {
    await promisify(take)(request.params.id, request.body.pieces);
    return reply.code(204).send();
  },
);

app.delete<Id>('/customers/:id/sessions', async (request) => ({
  ended: await signOut(request.params.id),
}));

app.get<Id>('/days/:id', async (request) => ({
  orders: await ordersOn(request.params.id),
}));

app.post<Id>('/months/:id/report', async (request, reply) => {
  const report = await turnover(request.params.id);
  await submit('https://accountants.example.com', process.env['CA'] ?? '', report);
  return reply.code(204).send();
});

/** Tells the browser of every change. When it has left, its connection is thrown away, still listening as it is. */
app.get('/changes', async (request, reply) => {
  const client = await connected();
  request.raw.on('close', () => client.release(true));
  client.on('notification', ({ payload }) =>
    reply.raw.write(`data: ${payload ?? ''}\n\n`),
  );
  await client.query('listen orders');
  return reply.hijack();
});

app.get('/health', async () => ({
  stores: await storesAreUp(),
  shop: await shopIsUp('https://shop.example.com'),
  warehouse: await warehouseIsUp('https://warehouse.example.com/status'),
  carrier: await carrierIsUp('https://carrier.example.com/status'),
}));

app.addHook('onClose', async () => {
  await pool.end();
});

await app.listen({ port: Number(process.env['PORT'] ?? 3_000) });
