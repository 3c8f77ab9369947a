import { nodeFetchWaits } from './node-fetch.ts';
import { library } from './vocabulary.ts';

const fetch = {
  call: { type: 'Response', async: true, unless: [{ arg: 1, path: 'method', is: ['HEAD', 'head'] }] },
  waits: { ...nodeFetchWaits, inPages: true },
} as const;

/** In Node this is node-fetch 2, in browsers their own fetch: a body may be of either kind, and only the reading methods are common to both. */
export default library({
  package: 'cross-fetch',
  checked: { oldest: '4.1.0', newest: '4.1.0' },
  docs: 'https://github.com/lquixada/cross-fetch#usage',
  unchecked: "The declarations call every Response the platform's own.",
  modules: { 'cross-fetch': { default: fetch, fetch } },
  types: {
    Response: {
      kind: 'response',
      dispose: {
        arrayBuffer: { async: true },
        json: { async: true },
        text: { async: true },
        blob: { async: true },
        formData: { async: true },
      },
      members: {
        // Who takes the body looks after it.
        body: { read: 'cross-fetch#EitherBody', carries: true },
        clone: { call: { type: 'cross-fetch#Response' } },
      },
      closedWhen: { bodyUsed: true },
      bodilessStatus: true,
      discard: 'await $.arrayBuffer()',
    },
    EitherBody: { kind: 'plain', names: [] },
  },
});
