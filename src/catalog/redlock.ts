import { library } from './vocabulary.ts';

// A lock ends by itself when its time is over, and many take one for that: only who gives it back owes it on every path.
const lock = {
  call: { type: 'Lock', async: true, owned: 'if disposed', callback: { error: 0, value: 1 } },
} as const;

export default library({
  package: 'redlock',
  checked: { oldest: '4.2.0', newest: '4.2.0' },
  docs: 'https://github.com/mike-marcacci/node-redlock#usage',
  modules: { redlock: { default: { construct: { type: 'Redlock' } } } },
  declaredIn: ['@types/redlock'],
  types: {
    // It has no connections of its own: `quit` ends those of the clients that it was given.
    Redlock: {
      kind: 'plain',
      members: {
        acquire: lock,
        lock,
        release: { async: true, releasesArgument: 0 },
        unlock: { async: true, releasesArgument: 0 },
        using: { async: true, since: '5.0.0' },
      },
    },
    Lock: {
      kind: 'lease',
      label: 'lock',
      dispose: { release: { async: true, since: '5.0.0' }, unlock: { async: true } },
      // What it gives is the lock from then on, in version 4 the same one.
      members: { extend: { async: true } },
    },
  },
});
