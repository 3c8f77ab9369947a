import { library } from './vocabulary.ts';

// What fails is rolled back, and its connection goes back to the pool: the session holds nothing then.
const scoped = { async: true, givesBack: true } as const;

export default library({
  package: 'neo4j-driver',
  checked: { oldest: '6.3.0', newest: '6.3.0' },
  docs: 'https://neo4j.com/docs/javascript-manual/current/connect-advanced/',
  modules: {
    'neo4j-driver': { driver: { call: { type: 'Driver' } } },
  },
  declaredIn: ['neo4j-driver-core'],
  types: {
    Driver: {
      opensAt: '*',
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, idle: true, throws: true, secrets: [1] },
      label: 'driver',
      dispose: { close: { async: true } },
      symbol: { async: true, since: '5.15.0', calls: 'close' },
      members: {
        session: {
          call: { type: 'Session' },
          evidence: {
            resultMembers: [
              'readTransaction',
              'writeTransaction',
              'executeRead',
              'executeWrite',
              'beginTransaction',
              'run',
            ],
          },
        },
        executeQuery: { async: true },
        verifyConnectivity: { async: true },
      },
    },
    Session: {
      kind: 'lease',
      label: 'session',
      dispose: { close: { async: true } },
      symbol: { async: true, since: '5.15.0', calls: 'close' },
      members: {
        run: { async: true },
        executeRead: scoped,
        executeWrite: scoped,
        // What this gives is the transaction and a promise of it.
        beginTransaction: { call: { type: 'Transaction', async: true } },
      },
    },
    // `close()` rolls back what is still open; so does closing the session.
    Transaction: {
      kind: 'lease',
      label: 'transaction',
      dispose: {
        close: { async: true },
        commit: { async: true, decides: true },
        rollback: { async: true, decides: true },
      },
      symbol: { async: true, since: '5.15.0', calls: 'close' },
      members: { run: { async: true } },
      closedWhen: { isOpen: false },
    },
  },
});
