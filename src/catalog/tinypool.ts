import { library } from './vocabulary.ts';

const Tinypool = { construct: { type: 'Tinypool' } } as const;

export default library({
  package: 'tinypool',
  checked: { oldest: '2.2.0', newest: '2.2.0' },
  docs: 'https://github.com/tinylibs/tinypool#methods',
  modules: { tinypool: { default: Tinypool, Tinypool } },
  types: {
    Tinypool: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true },
      label: 'pool',
      dispose: { destroy: { async: true } },
      members: { run: { async: true }, on: { chains: true }, once: { chains: true } },
    },
  },
});
