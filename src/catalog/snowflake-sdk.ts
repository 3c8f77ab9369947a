import { library } from './vocabulary.ts';

/** A connection that is opened by `connectAsync` is not seen to open, so nothing is said of how it ends. */
export default library({
  package: 'snowflake-sdk',
  checked: { oldest: '3.3.0', newest: '3.3.0' },
  docs: 'https://docs.snowflake.com/en/developer-guide/node-js/nodejs-driver-connect',
  modules: {
    'snowflake-sdk': {
      createConnection: { call: { type: 'Connection' } },
      createPool: { call: { type: 'generic-pool#Pool' } },
    },
  },
  types: {
    Connection: {
      kind: 'client',
      label: 'connection',
      opensAt: 'connect',
      dispose: { destroy: {} },
      members: { connect: { chains: true } },
    },
  },
});
