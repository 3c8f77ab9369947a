import { library } from './vocabulary.ts';

const uses = { async: true } as const;

export default library({
  package: 'ldapts',
  checked: { oldest: '8.2.0', newest: '8.2.0' },
  docs: 'https://github.com/ldapts/ldapts#usage-examples',
  modules: { ldapts: { Client: { construct: { type: 'Client' } } } },
  types: {
    // It connects at its first operation, and stays connected when that is a refused `bind`.
    Client: {
      kind: 'client',
      dispose: { unbind: { async: true } },
      symbol: { async: true, since: '7.2.0', calls: 'unbind' },
      members: {
        bind: uses,
        startTLS: uses,
        add: uses,
        compare: uses,
        del: uses,
        exop: uses,
        modify: uses,
        modifyDN: uses,
        search: uses,
      },
      closedWhen: { isConnected: false },
    },
  },
});
