import { framework } from './entry.ts';

/** Servers of Node itself. */
export default framework({
  name: 'HTTP',
  modules: ['node:http', 'http', 'node:https', 'https', 'node:http2', 'http2'],
  docs: 'https://nodejs.org/api/http.html#event-request',
  unit: 'request',
  registrations: [
    { methods: ['createServer', 'createSecureServer'] },
    {
      on: ['createServer', 'createSecureServer', 'Server'],
      methods: ['on', 'addListener'],
      events: ['request', 'upgrade', 'connect', 'stream'],
    },
  ],
  parameters: ['IncomingMessage', 'Http2ServerRequest'],
});
