import { library } from './vocabulary.ts';

// The promise that got gives has read the body to the end, also where it rejects. Streams have not.
const isStream = { call: { type: 'Request', when: [{ arg: 1, path: 'isStream', is: [true] }] } } as const;
const stream = { call: { type: 'Request' } } as const;

const streams = {
  call: stream.call,
  members: { get: stream, post: stream, put: stream, patch: stream, head: stream, delete: stream },
} as const;

const methods = {
  get: isStream, post: isStream, put: isStream, patch: isStream, head: isStream, delete: isStream,
} as const;

const got = {
  call: [isStream.call, { type: 'Request', when: [{ arg: 0, path: 'isStream', is: [true] }] }],
  members: { ...methods, stream: streams, extend: { call: { type: 'Got' } } },
} as const;

export default library({
  package: 'got',
  checked: { oldest: '11.8.6', newest: '16.1.0' },
  docs: 'https://github.com/sindresorhus/got/blob/main/documentation/3-streams.md',
  // The named export is of versions 12 to 14; from 15 on only `got.stream` gives a stream.
  modules: { got: { default: got, got } },
  types: {
    /** An instance is options; sockets belong to the agents that it is given. */
    Got: {
      kind: 'plain',
      call: got.call,
      members: { ...methods, stream: { call: stream.call, read: 'GotStream' }, extend: { call: { type: 'Got' } } },
    },
    GotStream: { kind: 'plain', call: stream.call, members: streams.members },
    Request: {
      kind: 'response',
      label: 'stream',
      extends: 'node:http#MessageBody',
    },
  },
});
