import pRetry from 'p-retry';

async function load() {
  const response = await fetch(process.env.UPSTREAM);
  const text = await response.text();
  if (!response.ok) throw new Error(`answered ${response.status}`);
  return text;
}

export async function patient() {
  return pRetry(load, { retries: Infinity, minTimeout: 5, factor: 1 });
}
