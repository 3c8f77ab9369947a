import { library } from './vocabulary.ts';

const setting = { chains: true } as const;

/** `transaction().execute(callback)` and `connection().execute(callback)` need no release. */
export default library({
  package: 'kysely',
  checked: { oldest: '0.29.9', newest: '0.29.9' },
  docs: 'https://kysely-org.github.io/kysely-apidoc/classes/Kysely.html#destroy',
  modules: {
    kysely: { Kysely: { construct: { type: 'Kysely' } } },
  },
  types: {
    Kysely: {
      kind: 'client',
      opensAt: '*',
      dispose: { destroy: { async: true } },
      symbol: { async: true, since: '0.28.0', calls: 'destroy' },
      members: { startTransaction: { call: { type: 'ControlledTransactionBuilder' } } },
    },
    ControlledTransactionBuilder: {
      kind: 'plain',
      members: {
        setIsolationLevel: setting,
        setAccessMode: setting,
        execute: { call: { type: 'ControlledTransaction', async: true } },
      },
    },
    ControlledTransaction: {
      kind: 'lease',
      label: 'transaction',
      dispose: {
        rollback: { async: true, finishedBy: 'execute', decides: true },
        commit: { async: true, finishedBy: 'execute', decides: true },
      },
      // Inherited from Kysely: it calls `destroy`, which throws on a transaction.
      symbol: { async: true, since: '0.28.0', safe: false },
      closedWhen: { isCommitted: true, isRolledBack: true },
    },
  },
});
