import { library } from './vocabulary.ts';

/** Version 2 has an option of its own, version 3 only the signal. */
export const nodeFetchWaits = {
  for: 'a response',
  options: [1],
  bounds: [
    { path: 'signal', unit: 'signal', none: [null] },
    { path: 'timeout', unit: 'ms', none: [0], until: '3.0.0' },
  ],
  evidence:
    'node-fetch 2, lib/index.js: timeout is 0 where nothing is said; node-fetch 3, src/index.js: request_.setTimeout(0)',
} as const;

const fetch = {
  call: { type: 'Response', async: true, unless: [{ arg: 1, path: 'method', is: ['HEAD', 'head'] }] },
  waits: nodeFetchWaits,
} as const;

const chains = { chains: true } as const;
const reading = { chains: true, events: { data: { consumes: true }, readable: { consumes: true } } } as const;

export default library({
  package: 'node-fetch',
  checked: { oldest: '2.6.0', newest: '3.3.2' },
  unchecked:
    'The declarations call the body a NodeJS.ReadableStream, which knows no Body.destroy although every stream has it.',
  docs: 'https://github.com/node-fetch/node-fetch#bodybody',
  modules: { 'node-fetch': { default: fetch } },
  declaredIn: ['@types/node-fetch'],
  types: {
    Response: {
      kind: 'response',
      dispose: {
        'body.resume': {},
        json: { async: true },
        text: { async: true },
        arrayBuffer: { async: true },
        blob: { async: true },
        formData: { async: true, since: '3.0.0' },
        buffer: { async: true },
      },
      members: {
        body: { read: 'Body', carries: true },
        clone: { call: { type: 'Response' } },
      },
      closedWhen: { bodyUsed: true },
      bodilessStatus: true,
      discard: '$.body?.resume()',
    },
    Body: {
      kind: 'response',
      label: 'body',
      names: [],
      dispose: { resume: {}, pipe: {}, read: {}, destroy: { forced: true } },
      members: { setEncoding: chains, on: reading, once: reading, addListener: reading, prependListener: reading },
      iterating: true,
      discard: '$?.resume()',
    },
  },
});
