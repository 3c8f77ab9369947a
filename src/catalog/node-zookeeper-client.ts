import { library } from './vocabulary.ts';

const chains = { chains: true } as const;
const createClient = { call: { type: 'Client' } } as const;

export default library({
  package: 'node-zookeeper-client',
  checked: { oldest: '1.1.3', newest: '1.1.3' },
  docs: 'https://github.com/alexguan/node-zookeeper-client#void-close',
  modules: { 'node-zookeeper-client': { createClient, default: { members: { createClient } } } },
  declaredIn: ['@types/node-zookeeper-client'],
  types: {
    Client: {
      kind: 'client',
      opensAt: 'connect',
      dispose: { close: {} },
      members: { on: chains, once: chains },
    },
  },
});
