import { library } from './vocabulary.ts';

/** A connection on which nothing comes for `idle` milliseconds, five seconds where nobody says, is ended by the library. */
export default library({
  package: 'memcached',
  checked: { oldest: '2.2.2', newest: '2.2.2' },
  docs: 'https://github.com/3rd-Eden/memcached#private-methods',
  modules: { memcached: { default: { construct: { type: 'Memcached', owned: 'if disposed' } } } },
  declaredIn: ['@types/memcached'],
  types: {
    Memcached: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, idle: true },
      opensAt: '*',
      dispose: { end: {} },
      members: { on: { chains: true } },
    },
  },
});
