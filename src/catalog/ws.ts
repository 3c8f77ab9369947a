import { library } from './vocabulary.ts';

const on = { chains: true, events: { message: { livesOn: true } } } as const;
const WebSocket = {
  construct: { type: 'WebSocket' },
  waits: {
    for: 'the handshake',
    options: [1, 2],
    bounds: [
      { path: 'handshakeTimeout', unit: 'ms', none: [0] },
      { path: 'signal', unit: 'signal' },
    ],
    boundBy: [],
    evidence: 'ws/lib/websocket.js: opts.timeout = opts.handshakeTimeout, which has no default',
  },
} as const;

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
      unheard: {
        when: 'a connection that is refused or breaks',
        goesWith: true,
        evidence: "ws/lib/websocket.js: websocket.emit('error', err)",
      },
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
