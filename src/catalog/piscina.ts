import { library } from './vocabulary.ts';

const Piscina = { construct: { type: 'Piscina' } } as const;

export default library({
  package: 'piscina',
  checked: { oldest: '5.3.2', newest: '5.3.2' },
  docs: 'https://piscinajs.dev/api-reference/Methods#closeoptions',
  modules: { piscina: { default: { ...Piscina, members: { Piscina } }, Piscina } },
  types: {
    Piscina: {
      kind: 'client',
      label: 'pool',
      dispose: { close: { async: true }, destroy: { async: true } },
      symbol: { async: true, since: '5.1.0', calls: 'close' },
      members: { run: { async: true }, on: { chains: true }, once: { chains: true } },
    },
  },
});
