import { library } from './vocabulary.ts';

// The promise that got gives has read the body to the end, also where it rejects. Streams have not.
const stream = { call: { type: 'Request' } } as const;

export default library({
  package: 'got',
  checked: { oldest: '11.8.6', newest: '16.1.0' },
  docs: 'https://github.com/sindresorhus/got/blob/main/documentation/3-streams.md',
  unchecked: 'The named export got is there in the versions 12 to 14 only.',
  modules: { got: { default: { is: 'Got' }, got: { is: 'Got', since: '12.0.0' } } },
  types: {
    /** An instance is options; sockets belong to the agents that it is given. */
    Got: {
      kind: 'plain',
      members: { stream: { ...stream, read: 'GotStream' }, extend: { call: { type: 'Got' } } },
    },
    GotStream: {
      kind: 'plain',
      ...stream,
      members: { get: stream, post: stream, put: stream, patch: stream, head: stream, delete: stream },
    },
    Request: {
      kind: 'response',
      label: 'stream',
      extends: 'node:http#IncomingMessage',
      symbol: { async: true, since: '11.0.0', safe: false },
    },
  },
});
