import { library } from './vocabulary.ts';

// Until told to connect, a socket with `autoConnect: false` has opened nothing; the options are the first or the second argument.
const idle = [{ arg: 0, path: 'autoConnect', is: [false] }] as const;
const idleSecond = [{ arg: 1, path: 'autoConnect', is: [false] }] as const;
const io = {
  call: [{ type: 'IdleSocket', when: idle }, { type: 'IdleSocket', when: idleSecond }, { type: 'Socket' }],
} as const;

export default library({
  package: 'socket.io-client',
  checked: { oldest: '4.8.4', newest: '4.8.4' },
  docs: 'https://socket.io/docs/v4/client-api/#socketdisconnect',
  modules: { 'socket.io-client': { io, connect: io, default: io } },
  types: {
    Socket: {
      kind: 'client',
      label: 'socket',
      dispose: { disconnect: {}, close: {} },
      members: {
        // Events have whatever name the server gives them: who listens means to go on listening.
        on: { chains: true, livesOn: true },
        onAny: { chains: true, livesOn: true },
        once: { chains: true },
        connect: { chains: true },
        open: { chains: true },
      },
      closedWhen: { disconnected: true },
    },
    IdleSocket: { kind: 'client', extends: 'Socket', names: [], opensAt: 'connect' },
  },
});
