import { library } from './vocabulary.ts';

const lazy = [{ arg: 0, path: 'lazyConnect', is: [true] }] as const;
const lazySecond = [{ arg: 1, path: 'lazyConnect', is: [true] }] as const;
const Redis = [{ type: 'LazyRedis', when: lazy }, { type: 'LazyRedis', when: lazySecond }, { type: 'Redis' }] as const;
const Cluster = { type: 'Cluster' } as const;
const message = { livesOn: true } as const;
const messages = {
  chains: true,
  events: { message, messageBuffer: message, pmessage: message, pmessageBuffer: message, smessage: message },
} as const;

/** It connects when it is constructed; with `lazyConnect`, at the first command. */
export default library({
  package: 'ioredis',
  checked: { oldest: '5.0.0', newest: '6.0.0' },
  docs: 'https://github.com/redis/ioredis#connect-to-redis',
  modules: {
    ioredis: {
      default: { construct: Redis, members: { Cluster: { construct: Cluster }, createClient: { call: Redis } } },
      Redis: {
        construct: Redis,
        members: { Cluster: { construct: Cluster }, createClient: { call: Redis } },
        since: '5.0.3',
      },
      Cluster: { construct: Cluster },
    },
  },
  types: {
    Redis: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, secrets: ['password'] },
      dispose: { quit: { async: true, waits: true }, disconnect: { forced: true } },
      members: {
        connect: { async: true },
        duplicate: { call: Redis },
        monitor: { call: { type: 'Redis', async: true, callback: { error: 0, value: 1 } } },
        on: messages,
        once: messages,
      },
    },
    LazyRedis: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, idle: true, secrets: ['password'] },
      extends: 'Redis',
      names: [],
      opensAt: '*',
    },
    Cluster: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, secrets: ['password'] },
      label: 'cluster client',
      dispose: { quit: { async: true, waits: true }, disconnect: { forced: true } },
      members: { connect: { async: true }, duplicate: { call: Cluster }, on: messages, once: messages },
    },
  },
});
