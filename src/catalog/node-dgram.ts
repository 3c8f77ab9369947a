import { library } from './vocabulary.ts';

const messages = { chains: true, events: { message: { livesOn: true } } } as const;

const named = { createSocket: { call: { type: 'Socket' } } } as const;

const entry = { ...named, default: { members: named } } as const;

export default library({
  package: 'node:dgram',
  checked: { oldest: '20.0.0', newest: '26.6.6' },
  docs: 'https://nodejs.org/api/dgram.html#class-dgramsocket',
  modules: { 'node:dgram': entry, dgram: entry },
  // No `declaredIn`: the declarations of Node have a `Socket` of `net`, too, and it is by far the more frequent one.
  types: {
    Socket: {
      kind: 'client',
      label: 'socket',
      dispose: { close: {} },
      symbol: { async: true, since: '20.5.0' },
      members: { on: messages, once: messages, addListener: messages },
    },
  },
});
