import { library } from './vocabulary.ts';

const chains = { chains: true } as const;
const named = { connect: { call: { type: 'ClientHttp2Session' } } } as const;

const entry = { ...named, default: { members: named } } as const;

export default library({
  package: 'node:http2',
  checked: { oldest: '20.0.0', newest: '26.6.6' },
  docs: 'https://nodejs.org/api/http2.html#class-clienthttp2session',
  modules: { 'node:http2': entry, http2: entry },
  declaredIn: ['@types/node'],
  types: {
    ClientHttp2Session: {
      kind: 'client',
      label: 'session',
      dispose: { close: { waits: true }, destroy: {} },
      members: { on: chains, once: chains, addListener: chains, off: chains, removeListener: chains },
      // Streams of a session end with it, and by themselves: they owe nothing.
      closedWhen: { closed: true, destroyed: true },
    },
  },
});
