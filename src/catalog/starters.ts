/**
 * What makes of a module a service: a server that listens, a worker that takes jobs, a schedule. And what keeps it from being one by
 * itself. Data only.
 */

/** A way to start something that works until it is told to stop. */
export interface Starter {
  /** In a word: `server`. */
  readonly what: 'server' | 'worker' | 'schedule';
  readonly modules: readonly string[];
  /** Exports that make it, `default` for what a module is itself; with a dot for a method of an export. */
  readonly makes: readonly string[];
  /** The methods that start what is made; left out: making it does. */
  readonly by?: readonly string[];
  /** How it is stopped. */
  readonly stop?: Stop;
}

export interface Stop {
  /** Whose method it is: that of what was made, or of what the starting call gives. */
  readonly of: 'made' | 'given';
  readonly method: string;
  /** It tells a callback when it has stopped; left out: it gives a promise. */
  readonly calls?: true;
}

const closes = { method: 'close', calls: true } as const;
const ends = { of: 'made', method: 'close' } as const;

export const STARTERS: readonly Starter[] = [
  {
    what: 'server',
    modules: ['http', 'node:http', 'https', 'node:https'],
    makes: ['createServer', 'Server'],
    by: ['listen'],
    stop: { ...closes, of: 'made' },
  },
  {
    what: 'server',
    modules: ['http2', 'node:http2'],
    makes: ['createServer', 'createSecureServer'],
    by: ['listen'],
    stop: { ...closes, of: 'made' },
  },
  {
    what: 'server',
    modules: ['net', 'node:net', 'tls', 'node:tls'],
    makes: ['createServer', 'Server'],
    by: ['listen'],
  },
  {
    what: 'server',
    modules: ['express', 'koa'],
    makes: ['default'],
    by: ['listen'],
    stop: { ...closes, of: 'given' },
  },
  { what: 'server', modules: ['polka', 'connect', 'restify'], makes: ['default', 'createServer'], by: ['listen'] },
  { what: 'server', modules: ['fastify'], makes: ['default', 'fastify', 'Fastify'], by: ['listen'], stop: ends },
  { what: 'server', modules: ['@nestjs/core'], makes: ['NestFactory.create'], by: ['listen'], stop: ends },
  {
    what: 'server',
    modules: ['@hapi/hapi'],
    makes: ['server', 'Server', 'default.server'],
    by: ['start'],
    stop: { of: 'made', method: 'stop' },
  },
  { what: 'server', modules: ['@hono/node-server'], makes: ['serve'], stop: { ...closes, of: 'given' } },
  { what: 'server', modules: ['ws'], makes: ['WebSocketServer', 'Server', 'default.Server'] },
  { what: 'server', modules: ['@apollo/server/standalone'], makes: ['startStandaloneServer'] },
  { what: 'server', modules: ['@grpc/grpc-js'], makes: ['Server'], by: ['bindAsync', 'start'] },
  { what: 'worker', modules: ['bullmq'], makes: ['Worker'], stop: ends },
  { what: 'worker', modules: ['bull', 'bee-queue'], makes: ['default'], by: ['process'], stop: ends },
  { what: 'worker', modules: ['sqs-consumer'], makes: ['Consumer.create'], by: ['start'] },
  {
    what: 'worker',
    modules: ['agenda'],
    makes: ['Agenda', 'default'],
    by: ['start'],
    stop: { of: 'made', method: 'stop' },
  },
  { what: 'schedule', modules: ['node-cron'], makes: ['schedule'] },
  { what: 'schedule', modules: ['cron'], makes: ['CronJob'] },
  { what: 'schedule', modules: ['node-schedule'], makes: ['scheduleJob'] },
];

/** Modules that have somebody else start and stop what the file serves, call by call. */
export const CALLED_FROM_OUTSIDE: readonly string[] = [
  'serverless-http',
  'aws-serverless-express',
  '@vendia/serverless-express',
  '@codegenie/serverless-express',
  '@fastify/aws-lambda',
  'firebase-functions',
  'hono/aws-lambda',
  'hono/vercel',
  'inngest',
];

/** What takes a client that it is given for its own work, and leaves it to its owner to end. */
export interface Borrower {
  readonly modules: readonly string[];
  /** Exports that are called or constructed. */
  readonly makes: readonly string[];
  readonly evidence: string;
}

export const BORROWERS: readonly Borrower[] = [
  {
    modules: ['bullmq'],
    makes: ['Queue', 'Worker', 'QueueEvents', 'FlowProducer'],
    evidence: 'bullmq/dist/cjs/classes/redis-connection.js: close() ends the client only where it is not shared',
  },
  {
    modules: [
      'drizzle-orm/node-postgres',
      'drizzle-orm/mysql2',
      'drizzle-orm/postgres-js',
      'drizzle-orm/neon-serverless',
    ],
    makes: ['drizzle'],
    evidence:
      'https://orm.drizzle.team/docs/connect-overview: the client is at `$client`, and drizzle has no method that ends it',
  },
  {
    modules: ['connect-redis'],
    makes: ['default', 'RedisStore'],
    evidence: 'https://github.com/tj/connect-redis/blob/v9.0.0/index.ts: the store only gets, sets and deletes',
  },
  {
    modules: ['@socket.io/redis-adapter', '@socket.io/redis-streams-adapter'],
    makes: ['createAdapter'],
    evidence: 'https://socket.io/docs/v4/redis-adapter/: close() unsubscribes, and the clients are given from outside',
  },
];

/** Packages that read the statistics of pools by themselves, once they are loaded. */
export const MONITORS: readonly string[] = [
  '@opentelemetry/auto-instrumentations-node',
  '@opentelemetry/instrumentation-generic-pool',
  '@opentelemetry/instrumentation-knex',
  '@opentelemetry/instrumentation-mongodb',
  '@opentelemetry/instrumentation-mysql',
  '@opentelemetry/instrumentation-mysql2',
  '@opentelemetry/instrumentation-pg',
  '@opentelemetry/instrumentation-undici',
  '@sentry/node',
  'appdynamics',
  'applicationinsights',
  'dd-trace',
  'elastic-apm-node',
  'newrelic',
];

/** By what a text tells that something is done when the process is told to stop, by the words that people and packages use. */
export const STOPPING =
  'SIG(?:TERM|INT|HUP|QUIT)|shut[ _-]?down|graceful|terminus|lightship|exit-?hook|signal-exit|stoppable|beforeExit|onClose|onModuleDestroy|onApplicationShutdown|tearDown|cleanUp';
