import { library } from './vocabulary.ts';

const session = {
  call: { type: 'ClientSession', async: true },
  evidence: {
    resultMembers: ['withTransaction', 'startTransaction', 'commitTransaction', 'abortTransaction', 'endSession'],
  },
} as const;

/** `mongoose.connect()` opens the one connection that all models share: nobody in particular owes its end. */
export default library({
  package: 'mongoose',
  checked: { oldest: '9.12.1', newest: '9.12.1' },
  docs: 'https://mongoosejs.com/docs/connections.html#multiple_connections',
  modules: {
    mongoose: {
      // Without an address nothing is opened before `openUri`.
      createConnection: { call: [{ type: 'Connection', when: [{ arg: 0 }] }, { type: 'UnopenedConnection' }] },
      connect: { opens: true },
      startSession: { call: session.call },
      connection: { is: 'Connection' },
    },
  },
  types: {
    Connection: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, secrets: ['pass', 'auth.password'] },
      label: 'connection',
      dispose: { close: { async: true }, destroy: { async: true, forced: true } },
      members: {
        asPromise: { async: true, chains: true },
        openUri: { async: true, chains: true },
        startSession: session,
        transaction: { async: true },
        withSession: { async: true },
        useDb: { call: { type: 'Connection', owned: false } },
        on: { chains: true },
      },
    },
    UnopenedConnection: { kind: 'client', names: [], extends: 'Connection', opensAt: 'openUri' },
    ClientSession: { kind: 'lease', extends: 'mongodb#ClientSession' },
  },
});
