import { library } from './vocabulary.ts';

// A terminal ends with its program; who waits for that, or shows what it prints, lets it run.
const listening = { livesOn: true } as const;
const spawn = { call: { type: 'IPty' } } as const;
const named = { spawn } as const;

export default library({
  package: 'node-pty',
  checked: { oldest: '1.1.0', newest: '1.1.0' },
  docs: 'https://github.com/microsoft/node-pty#usage',
  unchecked: 'Terminals have a destroy that IPty does not declare: IPty.destroy',
  modules: { 'node-pty': named, '@lydell/node-pty': named },
  types: {
    IPty: {
      kind: 'client',
      label: 'terminal',
      dispose: { kill: {}, destroy: { forced: true } },
      members: { onData: listening, onExit: listening },
    },
  },
});
