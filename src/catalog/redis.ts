import { library } from './vocabulary.ts';

const createClient = { call: { type: 'RedisClient' } } as const;
const createClientPool = { call: { type: 'RedisClientPool' }, since: '5.0.0' } as const;
const createCluster = { call: { type: 'RedisCluster' } } as const;
const createSentinel = { call: { type: 'RedisSentinel' }, since: '5.0.0' } as const;
const subscribes = { async: true, livesOn: true } as const;
const subscriptions = {
  subscribe: subscribes,
  pSubscribe: subscribes,
  sSubscribe: { ...subscribes, since: '5.0.0' },
} as const;
const opens = { connect: { async: true, chains: true }, on: { chains: true }, once: { chains: true } } as const;

/** Measured with versions 5 and 6: a socket that the server drops ends the process, with a listener the client reconnects. */
const unheard = {
  when: 'a connection that breaks',
  evidence: "@redis/client/dist/lib/client/socket.js: this.emit('error', err); measured: the process exits with 1",
  closedUntilOpened: '4.0.0',
} as const;

/**
 * node-redis from version 4 on, where nothing is open before `connect()`. Version 3 connects when it is constructed and has no
 * `connect`: by this entry its clients never open, so nothing is said of how they are closed.
 */
export default library({
  package: 'redis',
  checked: { oldest: '4.0.0', newest: '6.3.1' },
  docs: 'https://redis.io/docs/latest/develop/clients/nodejs/connect/',
  modules: {
    redis: { createClient, createClientPool, createCluster, createSentinel },
    '@redis/client': { createClient, createClientPool, createCluster, createSentinel },
  },
  types: {
    RedisClient: {
      kind: 'client',
      unheard,
      rebuilt: { harms: 'request', shared: true, secrets: ['password'] },
      names: ['RedisClientType', 'RedisClient'],
      opensAt: 'connect',
      dispose: {
        close: { async: true, waits: true, since: '5.0.0' },
        quit: { async: true, waits: true },
        destroy: { forced: true, since: '5.0.0' },
        disconnect: { async: true, forced: true },
      },
      members: { ...opens, ...subscriptions, duplicate: { call: { type: 'RedisClient' } } },
      closedWhen: { isOpen: false },
    },
    // `execute(callback)` lends a connection and takes it back; there is no lease to release.
    RedisClientPool: {
      statistics: {
        reads: ['idleClients', 'clientsInUse', 'totalClients', 'tasksQueueLength'],
        events: [],
        sample: 'setInterval(() => console.log({ used: $.clientsInUse, waiting: $.tasksQueueLength }), 60_000).unref()',
        evidence: 'https://github.com/redis/node-redis/blob/master/docs/pool.md',
      },
      kind: 'client',
      unheard,
      rebuilt: { harms: 'request', shared: true, secrets: ['password'] },
      label: 'pool',
      names: ['RedisClientPoolType', 'RedisClientPool'],
      opensAt: 'connect',
      dispose: { close: { async: true, waits: true }, destroy: { forced: true } },
      members: { connect: { async: true }, on: { chains: true }, execute: { async: true } },
      closedWhen: { isOpen: false },
    },
    RedisCluster: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, secrets: ['password'] },
      label: 'cluster client',
      names: ['RedisClusterType', 'RedisCluster'],
      opensAt: 'connect',
      dispose: {
        close: { async: true, waits: true, since: '5.0.0' },
        quit: { async: true, waits: true },
        destroy: { forced: true, since: '5.0.0' },
        disconnect: { async: true, forced: true },
      },
      members: { ...opens, duplicate: { call: { type: 'RedisCluster' } } },
    },
    RedisSentinel: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, secrets: ['password'] },
      label: 'sentinel client',
      names: ['RedisSentinelType', 'RedisSentinel'],
      opensAt: 'connect',
      dispose: { close: { async: true, waits: true }, destroy: { async: true, forced: true } },
      members: { ...opens, duplicate: { call: { type: 'RedisSentinel' } } },
      closedWhen: { isOpen: false },
    },
  },
});
