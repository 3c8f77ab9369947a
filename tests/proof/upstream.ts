import { once } from 'node:events';
import { type IncomingMessage, type RequestListener, createServer, get } from 'node:http';
import { type AddressInfo, type Server, type Socket, connect, createServer as createNetServer } from 'node:net';

import { onTestFinished } from 'vitest';

import { PATIENCE_MS } from './running.ts';

/** A server on the loopback that counts. */
export interface Upstream {
  readonly port: number;
  readonly url: string;
  /** Connections that were opened to it since it is there. */
  readonly opened: number;
  /** Requests that it got. */
  readonly requests: number;
  /** When it has got so many. */
  reached: (requests: number) => Promise<void>;
}

/** A server of Node's that answers every request in one way, until the test is through. */
export async function upstream(answer: RequestListener): Promise<Upstream> {
  const server = createServer();
  const counts = { opened: 0, requests: 0 };
  server.on('request', () => counts.requests++).on('connection', () => counts.opened++);
  server.on('request', answer);
  const port = await listening(server);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    port,
    url: `http://127.0.0.1:${String(port)}`,
    get opened() {
      return counts.opened;
    },
    get requests() {
      return counts.requests;
    },
    reached: async (requests) => {
      while (counts.requests < requests) await once(server, 'request');
    },
  };
}

/** A server that takes connections and does with each what the test says, until the test is through. */
export async function listener(take: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createNetServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    take(socket);
  });
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return listening(server);
}

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** What a server of the test's program answers, on a connection of its own. */
export async function textFrom(port: number): Promise<string> {
  const [response] = (await once(get({ port, host: '127.0.0.1', agent: false }), 'response')) as [IncomingMessage];
  let text = '';
  for await (const part of response.setEncoding('utf8')) text += String(part);
  return text;
}

/**
 * The connection of a proxy that keeps it for its next request, and sends that before it has heard that the server has closed it: here
 * it never listens for that.
 */
export class KeptConnection {
  readonly #socket: Socket;
  #got = '';

  constructor(port: number) {
    this.#socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    this.#socket.setEncoding('utf8').on('data', (text: string) => (this.#got += text));
    this.#socket.on('error', () => undefined);
    onTestFinished(() => {
      this.#socket.destroy();
    });
  }

  send(text: string): void {
    this.#socket.write(text);
  }

  /** Whether a request is answered with 200, or lost: on a connection that the server has closed no answer comes any more. */
  async request(): Promise<'answered' | 'lost' | 'pending'> {
    this.#got = '';
    this.send('GET / HTTP/1.1\r\nHost: service\r\n\r\n');
    for (let waited = 0; waited < PATIENCE_MS; waited += 10) {
      if (this.#got.startsWith('HTTP/1.1 200')) return 'answered';
      if (this.#socket.readableEnded || this.#socket.destroyed) return 'lost';
      await pause(10);
    }
    return 'pending';
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
