// ==== src/amqp.ts: a connection that is tried again every five seconds, by calling itself
import { connect, type ChannelModel } from 'amqplib';

const WAIT = 5000;

export async function getConnection(url: string): Promise<ChannelModel> {
  try {
    return await connect(url);
  } catch (error) {
    console.warn(`no connection, again in ${WAIT}`, error);
    await new Promise((resolve) => setTimeout(resolve, WAIT));
    return getConnection(url);
//         ^^^^^^^^^^^^^ no-unbounded-retry unbounded: `connect()`
  }
}

// ==== src/rabbit.ts: a counter that only tells how often
import amqp from 'amqplib';

export let channel: amqp.Channel;

export default async function start(): Promise<void> {
  let retry = 0;
  while (true) {
//^^^^^ no-unbounded-retry unbounded: `amqp.connect()`
    try {
      const connection = await amqp.connect(process.env.RABBITMQ_URL ?? '');
      channel = await connection.createChannel();
      break;
    } catch (error) {
      console.log(error);
      await new Promise((resolve) => setTimeout(resolve, 5000));
      retry++;
      console.log(`attempt ${retry}`);
    }
  }
}

// ==== src/rabbit-bounded.ts: one that gives up
import amqp from 'amqplib';

export async function connectWithRetry(url: string, { retries = 12, wait = 1000 } = {}) {
  let attempt = 0;
  while (true) {
    try {
      attempt++;
      return await amqp.connect(url);
    } catch (error) {
      if (attempt >= retries) throw error;
      await new Promise((resolve) => setTimeout(resolve, wait * 2 ** (attempt - 1)));
    }
  }
}

// ==== src/rabbit-head.ts: a bound in the head
import client from 'amqplib';

const MAX_ATTEMPTS = 7;

export async function open(hostname: string) {
  let attempts = 0;
  while (attempts++ < MAX_ATTEMPTS) {
    try {
      return await client.connect({ hostname });
    } catch (error) {
      console.warn(error);
      await new Promise((resolve) => setTimeout(resolve, 5_000));
    }
  }
  throw new Error('no broker');
}

// ==== src/consumer.ts: a consumer that starts again whenever the broker goes
import amqp from 'amqplib';

async function consume() {
  try {
    const connection = await amqp.connect(process.env.RABBITMQ_URL ?? '');
    const channel = await connection.createChannel();
    await channel.consume('mail', (message) => message && channel.ack(message));
    connection.on('close', () => setTimeout(consume, 10_000));
  } catch (error) {
    console.error(error);
    setTimeout(consume, 10_000);
  }
}
void consume();

// ==== src/mongo.ts: a server that is away for good is asked for ever
import mongoose from 'mongoose';

export const connectDb = (url: string): void => {
  mongoose
    .connect(url)
    .then(() => console.log('connected'))
    .catch((error) => {
      console.error(error);
      setTimeout(() => connectDb(url), 5000);
//                     ^^^^^^^^^ no-unbounded-retry unbounded: `mongoose.connect()`
    });
};

// ==== src/bedrock.ts: throttled, up to a number
import axios from 'axios';

export async function embed(url: string, texts: string[], maxRetries = 3): Promise<unknown[]> {
  const found: unknown[] = [];
  let retry = 0;
  for (let i = 0; i < texts.length; i++) {
    try {
      found.push((await axios.post(url, texts[i])).data);
      retry = 0;
    } catch (error) {
      if (!(retry < maxRetries)) throw error;
      retry = retry + 1;
      i--;
      await new Promise((resolve) => setTimeout(resolve, 1000 * 2 ** retry));
    }
  }
  return found;
}

// ==== src/limited.ts: told to slow down, as often as it is told
export async function getJson(url: string): Promise<unknown> {
  const response = await fetch(url);
  if (response.status === 429) {
    const wait = Number(response.headers.get('retry-after') ?? 1);
    await response.body?.cancel();
    await new Promise((resolve) => setTimeout(resolve, wait * 1000));
    return getJson(url);
//         ^^^^^^^ no-unbounded-retry unbounded: `fetch()`
  }
  return response.json();
}

// ==== src/limited-attempt.ts: the same with an attempt that is handed on
export async function getJson(url: string, attempt = 0): Promise<unknown> {
  const response = await fetch(url);
  if (response.status === 429 && attempt < 5) {
    await response.body?.cancel();
    await new Promise((resolve) => setTimeout(resolve, 1000 * 2 ** attempt));
    return getJson(url, attempt + 1);
  }
  return response.json();
}

// ==== src/queue.ts: a counter that is handed on before it moves
import axios from 'axios';

export async function post(url: string, body: unknown, tries = 0): Promise<unknown> {
  try {
    return (await axios.post(url, body)).data;
  } catch (error) {
    if (tries > 3) throw error;
    await new Promise((resolve) => setTimeout(resolve, 500));
    return post(url, body, tries++);
//         ^^^^ no-unbounded-retry stuck: `axios.post()`
  }
}

// ==== src/token.ts: once more with a new token
import axios from 'axios';

export async function call(url: string, token: string, refresh: () => Promise<string>, mayRefresh = true): Promise<unknown> {
  try {
    return (await axios.get(url, { headers: { authorization: token } })).data;
  } catch (error) {
    if (!mayRefresh) throw error;
    return call(url, await refresh(), refresh, false);
  }
}

// ==== src/video.ts: a job that is asked for until it is done
export async function finished(url: string): Promise<unknown> {
  while (true) {
    const response = await fetch(url);
    const job = (await response.json()) as { status: string };
    if (job.status === 'completed' || job.status === 'failed') return job;
    await new Promise((resolve) => setTimeout(resolve, 2000));
  }
}

// ==== src/interest.ts: pages, one after the other
export async function* pages(url: string): AsyncGenerator<unknown> {
  let cursor = '';
  while (true) {
    const response = await fetch(`${url}?after=${cursor}`);
    const page = (await response.json()) as { items: unknown[]; next?: string };
    yield* page.items;
    if (page.next === undefined) break;
    cursor = page.next;
  }
}

// ==== src/stream.ts: a stream that is read to its end
export async function lines(url: string, onText: (text: string) => void): Promise<void> {
  const response = await fetch(url);
  const reader = response.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    onText(new TextDecoder().decode(value));
  }
}

// ==== src/scheduler.ts: a worker that goes on, whatever becomes of one turn
import axios from 'axios';

export async function run(next: () => Promise<string>): Promise<void> {
  while (true) {
    try {
      await axios.post(await next(), {});
    } catch (error) {
      console.error(error);
    }
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

// ==== src/daemon.ts: until it is stopped
import axios from 'axios';

export class Reporter {
  private isRunning = true;

  async report(url: string, text: string): Promise<void> {
    while (this.isRunning) {
      try {
        await axios.post(url, text);
        return;
      } catch (error) {
        console.warn(error);
        await new Promise((resolve) => setTimeout(resolve, 3000));
      }
    }
  }

  stop(): void {
    this.isRunning = false;
  }
}

// ==== src/register.ts: a service that registers itself, at once and again
export async function register(registry: string, name: string): Promise<Response> {
  for (;;) {
//^^^ no-unbounded-retry hammering: `fetch()`
    try {
      return await fetch(registry, { method: 'PUT', body: name });
    } catch {
      console.log('the registry is not there yet');
    }
  }
}

// ==== src/warm.ts: a library that is told never to stop
import retry from 'async-retry';

export const warm = (url: string) =>
  retry(async () => (await fetch(url)).text(), { forever: true, minTimeout: 500, onRetry: (error) => console.warn(error) });
//^^^^^ no-unbounded-retry told: `forever: true`

// ==== src/fine.ts: and one that is told when
import pRetry from 'p-retry';

export const load = (url: string) =>
  pRetry(async () => (await fetch(url)).text(), { retries: 4, onFailedAttempt: ({ message }) => console.warn(message) });

// ==== src/axios.ts: as often as it takes, for all calls of an instance
import axios from 'axios';
import axiosRetry from 'axios-retry';

const api = axios.create({ baseURL: 'https://api.example.com', timeout: 5_000 });
axiosRetry(api, { retries: Infinity, retryDelay: axiosRetry.exponentialDelay });
//^^^^^^^^ no-unbounded-retry told: `retries: Infinity`

export default api;
