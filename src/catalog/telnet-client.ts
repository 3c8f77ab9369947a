import { library } from './vocabulary.ts';

const uses = { async: true } as const;

/** Errors are emitted only where somebody listens. */
export default library({
  package: 'telnet-client',
  checked: { oldest: '2.2.14', newest: '2.2.14' },
  docs: 'https://github.com/mkozjak/node-telnet-client#api',
  modules: { 'telnet-client': { Telnet: { construct: { type: 'Telnet' } } } },
  types: {
    Telnet: {
      kind: 'client',
      label: 'connection',
      opensAt: 'connect',
      dispose: { end: { async: true }, destroy: { async: true, forced: true } },
      members: {
        connect: { ...uses, readyAfter: true },
        exec: uses,
        send: uses,
        write: uses,
        shell: uses,
        nextData: uses,
        on: { chains: true, events: { data: { livesOn: true } } },
        once: { chains: true },
      },
    },
  },
});
