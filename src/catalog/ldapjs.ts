import { library } from './vocabulary.ts';

const chains = { chains: true } as const;
const createClient = { call: { type: 'Client' } } as const;

export default library({
  package: 'ldapjs',
  checked: { oldest: '3.0.7', newest: '3.0.7' },
  docs: 'https://ldapjs.org/client.html#unbind',
  modules: { ldapjs: { createClient, default: { members: { createClient } } } },
  declaredIn: ['@types/ldapjs'],
  types: {
    Client: {
      kind: 'client',
      dispose: { unbind: {}, destroy: {} },
      members: { on: chains, once: chains, addListener: chains },
    },
  },
});
