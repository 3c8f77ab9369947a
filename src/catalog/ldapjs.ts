import { library } from './vocabulary.ts';

const chains = { chains: true } as const;
const waits = {
  for: 'an answer',
  options: [0],
  bounds: [
    { path: 'timeout', unit: 'ms', none: [0] },
    { path: 'connectTimeout', unit: 'ms', none: [0] },
  ],
  forAll: true,
  evidence: 'ldapjs/lib/client/client.js: parseInt(options.timeout || 0)',
} as const;
const createClient = { call: { type: 'Client' }, waits } as const;

export default library({
  package: 'ldapjs',
  checked: { oldest: '3.0.7', newest: '3.0.7' },
  docs: 'https://ldapjs.org/client.html#unbind',
  modules: { ldapjs: { createClient, default: { members: { createClient } } } },
  declaredIn: ['@types/ldapjs'],
  types: {
    Client: {
      kind: 'client',
      unheard: {
        when: 'a connection that is refused or breaks',
        evidence: "ldapjs/lib/client/client.js: self.emit('error', err), emitError",
      },
      dispose: { unbind: {}, destroy: {} },
      members: { on: chains, once: chains, addListener: chains },
    },
  },
});
