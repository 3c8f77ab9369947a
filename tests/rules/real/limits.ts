// ==== src/http-agents.ts: agents for all that the service calls, as many sockets as it takes
import http from 'node:http';
import https from 'node:https';

export const httpAgent = new http.Agent({ keepAlive: true, keepAliveMsecs: 30_000 });
//                           ^^^^^^^^^^ require-pool-limits unbounded: ``maxSockets` or `maxTotalSockets``
export const httpsAgent = new https.Agent({ keepAlive: true, maxSockets: Infinity, timeout: 60_000 });
//                                                                       ^^^^^^^^ require-pool-limits unlimited: `maxSockets: Infinity`

// ==== src/odyssey.ts: the same with a bound
import http from 'node:http';
import https from 'node:https';

const SOCKETS = 50;
export const httpAgent = new http.Agent({ keepAlive: true, maxSockets: SOCKETS });
export const httpsAgent = new https.Agent({ keepAlive: true, maxSockets: SOCKETS });

// ==== src/scan/not-found.ts: an agent for its certificates only
import axios from 'axios';
import https from 'node:https';

export async function status(url: string): Promise<number> {
  const agent = new https.Agent({ rejectUnauthorized: false, timeout: 60_000 });
  const { status } = await axios.get(url, { httpsAgent: agent, validateStatus: () => true, timeout: 60_000 });
  return status;
}

// ==== src/fetch.ts: a dispatcher for everything, with times and nothing else
import { Agent, setGlobalDispatcher } from 'undici';

const MINUTES = 60_000;
setGlobalDispatcher(new Agent({ headersTimeout: 10 * MINUTES, bodyTimeout: 10 * MINUTES }));
//                      ^^^^^ require-pool-limits unbounded: ``connections``

// ==== src/pools/mesh.ts: settings that two agents share
import { Agent } from 'undici';

const SETTINGS = { keepAliveTimeout: 30_000, keepAliveMaxTimeout: 90_000, connections: 100, pipelining: 1 };
let plain: Agent | null = null;

export function plainAgent(): Agent {
  plain ??= new Agent(SETTINGS);
  return plain;
}

export const secureAgent = (cert: string): Agent => new Agent({ ...SETTINGS, connect: { cert } });

// ==== src/openai.ts: an agent that keeps its connections for minutes, and any number of them
import { Agent, fetch as undiciFetch } from 'undici';

const patient = new Agent({ keepAliveTimeout: 180_000 });
//                  ^^^^^ require-pool-limits unbounded: ``connections``

export const ask = (url: string, body: string) => undiciFetch(url, { method: 'POST', body, dispatcher: patient });

// ==== src/insecure.ts: one that is made late, for hosts with certificates of their own
import { Agent, request } from 'undici';

let unverified: Agent | undefined;

export async function load(url: string): Promise<string> {
  if (!unverified) unverified = new Agent({ connect: { rejectUnauthorized: false } });
//                                  ^^^^^ require-pool-limits unbounded: ``connections``
  const { body } = await request(url, { dispatcher: unverified });
  return body.text();
}

// ==== src/notion.ts: a bound from the environment
import { Agent } from 'undici';

export const agent = new Agent({
  connections: parseInt(process.env.HTTP_MAX_SOCKETS || '50', 10),
  keepAliveTimeout: parseInt(process.env.HTTP_KEEP_ALIVE_MS || '60000', 10),
});

// ==== src/database.js: the settings of every tutorial
const mysql = require('mysql2/promise');

const pool = mysql.createPool({
  host: process.env.DATABASE_HOST,
  waitForConnections: true,
  connectionLimit: 15,
  queueLimit: 0,
//            ^ require-pool-limits unlimited: `queueLimit: 0`
  idleTimeout: 300_000,
  maxIdle: 10,
  enableKeepAlive: true,
});

module.exports = pool;

// ==== src/db-pool.ts: the same with a queue that ends
import mysql, { type Pool } from 'mysql2/promise';

export const dbPool: Pool = mysql.createPool({
  host: process.env.DATABASE_HOST,
  connectionLimit: 20,
  maxIdle: 20,
  waitForConnections: true,
  queueLimit: 50,
});

// ==== src/legacy-db.ts: more idle connections than there may be
import { createPool } from 'mysql2/promise';

export const connections = createPool({ host: 'legacy.db', connectionLimit: 3, maxIdle: 10 });
//                                                                                      ^^ require-pool-limits contrary: `maxIdle: 10`

// ==== src/indexer/db.ts: a pool of pg whose options have a name
import { Pool, type PoolConfig } from 'pg';

export const connectToDb = async (): Promise<Pool> => {
  const config: PoolConfig = {
    host: process.env.DB_HOST || 'localhost',
    max: 20,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 2_000,
  };
  return new Pool(config);
};

// ==== src/storage.ts: warm connections, more than the pool takes by default
import { Pool } from 'pg';

const WARM = 16;

export const pool = new Pool({ connectionString: process.env.POSTGRES_URL, min: WARM, idleTimeoutMillis: 0 });
//                                                                              ^^^^ require-pool-limits contrary: `min: 16`

// ==== src/mongo.ts: numbers that came from two places
import { MongoClient } from 'mongodb';

export const client = new MongoClient(process.env.MONGO_URL ?? '', {
  minPoolSize: 20,
//             ^^ require-pool-limits contrary: `minPoolSize: 20`
  maxPoolSize: 10,
  maxIdleTimeMS: 45_000,
});

// ==== src/mongo-config.ts: sizes as constants that agree
import { MongoClient } from 'mongodb';

export const maxPoolSize = 10;
export const minPoolSize = 2;
export const client = new MongoClient(process.env.MONGO_URL ?? '', { maxPoolSize, minPoolSize });

// ==== src/knex.ts: a pool in the options of another library
import knex from 'knex';

export const db = knex({
  client: 'pg',
  connection: process.env.DATABASE_URL,
  pool: { min: 5, max: 3, acquireTimeoutMillis: 60_000 },
//             ^ require-pool-limits contrary: `pool.min: 5`
});

// ==== src/orm.ts: a pool of sequelize
import { Sequelize } from 'sequelize';

export const sequelize = new Sequelize(process.env.DATABASE_URL ?? '', {
  pool: { max: 5, min: 0, acquire: 30_000, idle: 10_000 },
});

// ==== src/teeny/agents.ts: agents by their options, which somebody else chooses
import http from 'node:http';

const pool = new Map<string, http.Agent>();

export function agentFor(key: string, options: http.AgentOptions): http.Agent | undefined {
  if (!pool.has(key)) pool.set(key, new http.Agent({ ...options, keepAlive: true }));
  return pool.get(key);
}

// ==== src/metered.ts: agents with counters, by the number that the caller gives
import Agent, { HttpsAgent } from 'agentkeepalive';

export function createAgents({ maxSockets }: { maxSockets: number }) {
  const options = { maxSockets, keepAlive: true, freeSocketTimeout: 4_000 };
  return { http: new Agent(options), https: new HttpsAgent(options) };
}

// ==== src/m2m.ts: agents of the readme, without the line about sockets
import Agent from 'agentkeepalive';

export const agent = new Agent({ maxFreeSockets: 10, timeout: 60_000, freeSocketTimeout: 4_000 });
//                       ^^^^^ require-pool-limits unbounded: ``maxSockets` or `maxTotalSockets``

// ==== src/crawl.ts: a queue that lets all of them run
import PQueue from 'p-queue';

const queue = new PQueue({ concurrency: Infinity, timeout: 30_000 });
//                                      ^^^^^^^^ require-pool-limits unlimited: `concurrency: Infinity`

export const crawl = (urls: readonly string[]) => Promise.all(urls.map((url) => queue.add(() => fetch(url))));

// ==== src/webhooks.ts: a queue with a number
import PQueue from 'p-queue';

const queue = new PQueue({ concurrency: 8, interval: 1_000, intervalCap: 20 });

export const send = (url: string, body: string) => queue.add(() => fetch(url, { method: 'POST', body }));
