import { framework } from './entry.ts';

export default framework({
  name: 'WebSocket',
  modules: ['ws'],
  docs: 'https://github.com/websockets/ws/blob/master/doc/ws.md',
  unit: 'connection',
  registrations: [
    { on: ['WebSocketServer', 'Server'], methods: ['on', 'addListener'], events: ['connection'] },
    { on: ['default', 'WebSocket'], methods: ['on', 'addListener'], events: ['message'], unit: 'message' },
  ],
});
