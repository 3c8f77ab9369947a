import { framework } from './entry.ts';

export default framework({
  name: 'Socket.IO',
  modules: ['socket.io'],
  docs: 'https://socket.io/docs/v4/server-api/',
  unit: 'connection',
  registrations: [
    { on: ['default', 'Server', 'Namespace'], methods: ['on'], events: ['connection', 'connect'] },
    { on: ['default', 'Server', 'Namespace'], methods: ['use'] },
    {
      on: ['Socket'],
      methods: ['on', 'onAny'],
      exceptEvents: ['disconnect', 'disconnecting', 'error'],
      unit: 'message',
    },
  ],
});
