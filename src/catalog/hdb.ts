import { library } from './vocabulary.ts';

const chains = { chains: true } as const;
const createClient = { call: { type: 'Client' } } as const;
const named = { createClient, Client: { construct: { type: 'Client' } } } as const;

/** Errors are emitted only where somebody listens. */
export default library({
  package: 'hdb',
  checked: { oldest: '2.30.1', newest: '2.30.1' },
  docs: 'https://github.com/SAP/node-hdb#establish-a-database-connection',
  modules: { hdb: { ...named, default: { members: named } } },
  unchecked: 'no declarations: the names were read in lib/Client.js',
  types: {
    Client: {
      kind: 'client',
      label: 'connection',
      rebuilt: { harms: 'request' },
      opensAt: 'connect',
      dispose: { end: {}, disconnect: {}, close: {}, destroy: { forced: true } },
      members: { connect: chains, on: chains, once: chains },
    },
  },
});
