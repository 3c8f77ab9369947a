import { library } from './vocabulary.ts';

const waits = {
  for: 'an answer',
  options: [0],
  bounds: [
    { path: 'timeout', unit: 'ms', none: [0] },
    { path: 'connectTimeout', unit: 'ms', none: [0] },
  ],
  forAll: true,
  evidence: 'ldapts: timeout and connectTimeout are 0 where nothing is said',
} as const;
const uses = { async: true } as const;

export default library({
  package: 'ldapts',
  checked: { oldest: '8.2.0', newest: '8.2.0' },
  docs: 'https://github.com/ldapts/ldapts#usage-examples',
  modules: { ldapts: { Client: { construct: { type: 'Client' }, waits } } },
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
