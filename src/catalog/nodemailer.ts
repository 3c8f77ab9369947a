import { library } from './vocabulary.ts';

// Only pooled transports keep connections: the others open one for each message and close it.
const createTransport = { call: { type: 'PooledTransporter', when: [{ arg: 0, path: 'pool', is: [true] }] } } as const;

export default library({
  package: 'nodemailer',
  checked: { oldest: '10.6.0', newest: '10.6.0' },
  docs: 'https://nodemailer.com/smtp/pooled',
  modules: { nodemailer: { createTransport, default: { members: { createTransport } } } },
  types: {
    PooledTransporter: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, idle: true, secrets: ['auth'] },
      label: 'transport',
      names: [],
      dispose: { close: {} },
      members: { on: { chains: true }, once: { chains: true } },
    },
  },
});
