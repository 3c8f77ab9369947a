import { library } from './vocabulary.ts';

const on = { chains: true, events: { message: { livesOn: true } } } as const;
const WebSocket = { construct: { type: 'WebSocket' } } as const;

export default library({
  package: 'ws',
  checked: { oldest: '8.23.0', newest: '8.23.0' },
  docs: 'https://github.com/websockets/ws/blob/master/doc/ws.md#websocketclosecode-reason',
  modules: { ws: { default: WebSocket, WebSocket } },
  declaredIn: ['@types/ws'],
  types: {
    WebSocket: {
      kind: 'client',
      label: 'socket',
      // Those that a server hands to its listeners are its own.
      owedByAnnotation: false,
      dispose: { close: {}, terminate: {} },
      members: {
        on,
        once: { chains: true },
        addListener: on,
        addEventListener: { events: on.events },
        onmessage: { assigned: { livesOn: true } },
      },
    },
  },
});
