import { library } from './vocabulary.ts';

// The promise that got gives has read the body to the end, also where it rejects. Streams have not.
const stream = { call: { type: 'Request' } } as const;

const waits = {
  for: 'a response',
  options: [0, 1],
  bounds: [
    { path: 'timeout.request', unit: 'ms' },
    { path: 'timeout.response', unit: 'ms' },
    { path: 'timeout.socket', unit: 'ms' },
    { path: 'timeout', unit: 'other' },
    { path: 'signal', unit: 'signal', since: '12.0.0' },
  ],
  meant: [
    { arg: 0, path: 'isStream', is: [true] },
    { arg: 1, path: 'isStream', is: [true] },
  ],
  evidence: 'got/dist/source/core/options.js: every member of timeout is undefined',
} as const;
const retries = {
  options: [0, 1],
  endless: [
    { path: 'retry.limit', unit: 'other', none: ['Infinity'] },
    { path: 'retry', unit: 'other', none: ['Infinity'], until: '12.0.0' },
  ],
  bounds: [
    { path: 'retry.calculateDelay', unit: 'other' },
    { path: 'signal', unit: 'signal', since: '12.0.0' },
  ],
  evidence: 'got/dist/source/core/calculate-retry-delay.js: "if (attemptCount > retryOptions.limit) return 0"',
} as const;
const request = { async: true, waits } as const;

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
      waits,
      retries,
      members: {
        stream: { ...stream, read: 'GotStream' },
        extend: {
          call: { type: 'Got' },
          waits: { ...waits, options: [0], forAll: true, boundThrough: ['defaults', 'hooks'] },
        },
        get: request,
        post: request,
        put: request,
        patch: request,
        head: request,
        delete: request,
      },
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
