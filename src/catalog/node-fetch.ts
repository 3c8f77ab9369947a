import { library } from './vocabulary.ts';

const fetch = { call: { type: 'Response', async: true, unless: [{ arg: 1, path: 'method', is: ['HEAD', 'head'] }] } } as const;

export default library({
  package: 'node-fetch',
  checked: { oldest: '2.6.0', newest: '3.3.2' },
  docs: 'https://github.com/node-fetch/node-fetch#bodybody',
  modules: { 'node-fetch': { default: fetch } },
  declaredIn: ['@types/node-fetch'],
  types: {
    Response: {
      kind: 'response',
      dispose: {
        'body.resume': {},
        json: { async: true }, text: { async: true }, arrayBuffer: { async: true }, blob: { async: true },
        // `formData` since 3; `buffer` and `textConverted` are of 2.
        formData: { async: true }, buffer: { async: true }, textConverted: { async: true },
      },
      members: {
        body: { read: 'node:http#MessageBody', carries: true },
        clone: { call: { type: 'Response' } },
      },
      closedWhen: { bodyUsed: true },
      bodilessStatus: true,
      discard: '$.body?.resume()',
    },
  },
});
