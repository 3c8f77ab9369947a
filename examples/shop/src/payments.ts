import { setTimeout as sleep } from 'node:timers/promises';

import { request } from 'undici';

const PROVIDER = process.env['PAYMENT_PROVIDER'] ?? 'https://payments.example.com';
const ATTEMPTS = 4;

export interface Receipt {
  readonly id: string;
  readonly amount: number;
}

export class PaymentError extends Error {}

/** Takes the money. */
export async function charge(order: string, amount: number): Promise<Receipt> {
  const response = await fetch(`${PROVIDER}/charges`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ order, amount }),
  });
  if (!response.ok) throw new PaymentError(`charging ${order}: ${response.status}`);
  return (await response.json()) as Receipt;
}

/** The provider answers 503 under load, so this asks a few times. */
export async function receiptOf(order: string): Promise<Receipt> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const response = await request(`${PROVIDER}/charges/${order}`);
    if (response.statusCode >= 500) {
      await sleep(100 * 2 ** attempt);
      continue;
    }
    return (await response.body.json()) as Receipt;
  }
  throw new PaymentError(`no receipt for ${order}`);
}

/** What a euro costs; undefined where the provider does not know the currency. */
export function rateOf(currency: string): Promise<number | undefined> {
  return fetch(`${PROVIDER}/rates/${currency}`).then(async (response) => {
    if (response.status === 404) return undefined;
    const { rate } = (await response.json()) as { rate: number };
    return rate;
  });
}

/** Gives the money back. A body that nobody wants is thrown away. */
export async function refund(order: string): Promise<boolean> {
  const { statusCode, body } = await request(`${PROVIDER}/refunds/${order}`, {
    method: 'POST',
  });
  await body.dump();
  return statusCode === 201;
}

/** The invoice as it comes from the provider: whoever gets the response reads it. */
export async function invoiceOf(order: string): Promise<Response> {
  const response = await fetch(`${PROVIDER}/invoices/${order}`);
  return response;
}
