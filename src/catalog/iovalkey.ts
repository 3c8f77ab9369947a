import { library } from './vocabulary.ts';

const lazy = [{ arg: 0, path: 'lazyConnect', is: [true] }] as const;
const lazySecond = [{ arg: 1, path: 'lazyConnect', is: [true] }] as const;
const Redis = [{ type: 'LazyRedis', when: lazy }, { type: 'LazyRedis', when: lazySecond }, { type: 'Redis' }] as const;
const Cluster = { type: 'Cluster' } as const;
const named = {
  construct: Redis,
  members: { Cluster: { construct: Cluster }, createClient: { call: Redis } },
} as const;
const message = { livesOn: true } as const;
const messages = {
  chains: true,
  events: { message, messageBuffer: message, pmessage: message, pmessageBuffer: message, smessage: message },
} as const;
const rebuilt = { harms: 'request', shared: true, secrets: ['password'] } as const;
const dispose = { quit: { async: true, waits: true }, disconnect: { forced: true } } as const;

/** What ioredis was, under the name of Valkey. It connects when it is constructed; with `lazyConnect`, at the first command. */
export default library({
  package: 'iovalkey',
  checked: { oldest: '0.4.0', newest: '0.4.0' },
  docs: 'https://github.com/valkey-io/iovalkey#connect-to-valkey',
  modules: { iovalkey: { default: named, Redis: named, Valkey: named, Cluster: { construct: Cluster } } },
  types: {
    Redis: {
      kind: 'client',
      rebuilt,
      dispose,
      members: {
        connect: { async: true },
        duplicate: { call: Redis },
        monitor: { call: { type: 'Redis', async: true, callback: { error: 0, value: 1 } } },
        on: messages,
        once: messages,
      },
    },
    LazyRedis: { kind: 'client', rebuilt: { ...rebuilt, idle: true }, extends: 'Redis', names: [], opensAt: '*' },
    Cluster: {
      kind: 'client',
      rebuilt,
      label: 'cluster client',
      dispose,
      members: { connect: { async: true }, duplicate: { call: Cluster }, on: messages, once: messages },
    },
  },
});
