import { library } from './vocabulary.ts';

// Over a socket that is handed in, it ends with that socket; so does `new TLSSocket(socket)`.
const named = {
  connect: { call: [{ type: 'TLSSocket', owned: false, when: [{ arg: 0, path: 'socket' }] }, { type: 'TLSSocket' }] },
} as const;

const entry = { ...named, default: { members: named } } as const;

export default library({
  package: 'node:tls',
  checked: { oldest: '20.0.0', newest: '26.6.6' },
  docs: 'https://nodejs.org/api/tls.html#class-tlstlssocket',
  modules: { 'node:tls': entry, tls: entry },
  declaredIn: ['@types/node'],
  types: {
    TLSSocket: { kind: 'client', extends: 'node:net#Socket' },
  },
});
