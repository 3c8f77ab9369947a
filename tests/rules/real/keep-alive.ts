// ==== src/app.ts: Express that trusts its proxy and leaves the default
import express from 'express';

const app = express();
app.set('trust proxy', true);
app.get('/health', (_request, response) => response.send('ok'));
app.listen(process.env.PORT ?? 3000, () => console.log('listening'));
//^^^^^^^^ consistent-keep-alive assumed: 5 s

// ==== src/app.js: half a minute, which is a guess
const express = require('express');

const app = express();
app.enable('trust proxy');
const server = app.listen(3000, () => console.log('listening'));
server.keepAliveTimeout = 30 * 1000;
//                        ^^^^^^^^^ consistent-keep-alive short: 30 s
server.headersTimeout = 35 * 1000;

// ==== src/hosting.ts: two minutes, as the host advises
import express from 'express';

const app = express();
app.set('trust proxy', 1);
const server = app.listen(3001);
server.keepAliveTimeout = 120 * 1000;
server.headersTimeout = 120 * 1000;

// ==== src/nest/main.ts: Nest behind a load balancer, a little longer than it
import { NestFactory } from '@nestjs/core';

import { AppModule } from './app.module';

async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  app.getHttpAdapter().getInstance().set('trust proxy', 1);
  const server = await app.listen(3005);
  // The load balancer closes what is idle before we do.
  server.keepAliveTimeout = 65000;
  server.headersTimeout = 66000;
}
void bootstrap();

// ==== src/nest/default.ts: Nest behind one, with nothing set
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';

import { AppModule } from './app.module';

async function bootstrap() {
  const app = await NestFactory.create<NestExpressApplication>(AppModule);
  app.set('trust proxy', 'loopback');
  await app.listen(3000);
//      ^^^^^^^^^^ consistent-keep-alive assumed: 5 s
}
void bootstrap();

// ==== src/nest/bootstrap.ts: the server of Nest, a minute and a second
import { NestFactory } from '@nestjs/core';

import { AppModule } from './app.module';

export async function bootstrap() {
  const app = await NestFactory.create(AppModule, { bodyParser: false });
  const server = app.getHttpServer();
  server.keepAliveTimeout = 61 * 1000;
  server.headersTimeout = 65 * 1000;
  app.set('trust proxy', 1);
  return app.listen(process.env.PORT);
}

// ==== src/storage/start.ts: Fastify, with numbers from the configuration
import fastify from 'fastify';

import { getConfig } from './config';

const { keepAliveTimeout, headersTimeout, port } = getConfig();
export const app = fastify({ trustProxy: true });
app.server.keepAliveTimeout = keepAliveTimeout * 1000;
app.server.headersTimeout = headersTimeout * 1000;
await app.listen({ port, host: '0.0.0.0' });

// ==== src/fast/default.ts: Fastify keeps connections for 72 seconds by itself
import Fastify from 'fastify';

const app = Fastify({ logger: true, trustProxy: true });
await app.listen({ port: 3000, host: '0.0.0.0' });

// ==== src/fast/short.ts: Fastify that is told to be quick
import Fastify from 'fastify';

const app = Fastify({ trustProxy: true, keepAliveTimeout: 5_000, requestTimeout: 30_000 });
//                                                        ^^^^^ consistent-keep-alive short: 5 s
await app.listen({ port: 3000, host: '0.0.0.0' });

// ==== src/koa.ts: Koa behind a proxy
import Koa from 'koa';

const app = new Koa();
app.proxy = true;
app.use(async (context) => {
  context.body = 'hello';
});
app.listen(8080);
//^^^^^^^^ consistent-keep-alive assumed: 5 s

// ==== src/koa-alone.ts: Koa, and nothing tells of a proxy
import Koa from 'koa';

const app = new Koa();
app.listen(8080);

// ==== src/plain.ts: a server of Node's that closes every connection
import http from 'node:http';

const server = http.createServer((_request, response) => {
  response.writeHead(200, { connection: 'close' }).end('hello');
});
server.keepAliveTimeout = 0;
server.listen(60_000, '0.0.0.0');

// ==== src/socket.ts: a backend on a socket file
import express from 'express';

const app = express();
app.set('trust proxy', 'unique');
app.listen('/run/service.sock');

// ==== src/settings-server.ts: the number stands in the settings of the application
import http from 'node:http';

export function start(app: import('express').Express) {
  const server = http.createServer(app);
  app.set('trust proxy', Boolean(app.get('trustProxy')));
  server.listen(app.get('port'));
  server.keepAliveTimeout = app.get('keepAliveTimeout') * 1000;
  return server;
}

// ==== src/m2m-agent.js: an agent that keeps sockets longer than a server of Node's does
const Agent = require('agentkeepalive');
const { HttpsAgent } = require('agentkeepalive');

const options = { maxSockets: 100, maxFreeSockets: 10, timeout: 60000, freeSocketTimeout: 30000 };
//                                                                                        ^^^^^ consistent-keep-alive long: 30 s

module.exports = { http: new Agent(options), https: new HttpsAgent(options) };

// ==== src/metered-agent.ts: a quarter of a minute
import Agent, { HttpsAgent } from 'agentkeepalive';

export function createAgents(maxSockets: number) {
  const settings = { maxSockets, keepAlive: true, keepAliveMsecs: 1000, freeSocketTimeout: 1000 * 15 };
//                                                                                         ^^^^^^^^^ consistent-keep-alive long: 15 s
  return [new Agent(settings), new HttpsAgent(settings)];
}

// ==== src/quick-agent.ts: four seconds
import { HttpsAgent } from 'agentkeepalive';

export const agent = new HttpsAgent({ maxSockets: 100, freeSocketTimeout: 4000 });

// ==== src/undici-agent.ts: undici heeds what the server says
import { Agent } from 'undici';

export const agent = new Agent({ keepAliveTimeout: 180_000, connections: 20 });

// ==== src/tunnel.ts: another thing of that name
export function await408(socket: import('node:net').Socket, onLate: () => void) {
  const headersTimeout = setTimeout(onLate, 5_000);
  socket.once('data', () => clearTimeout(headersTimeout));
}
