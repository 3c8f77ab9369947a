import { nodeFetchWaits } from './node-fetch.ts';
import { library } from './vocabulary.ts';

export default library({
  package: 'isomorphic-fetch',
  checked: { oldest: '3.0.0', newest: '3.0.0' },
  docs: 'https://github.com/matthew-andrews/isomorphic-fetch#use',
  unchecked: 'no declarations: a function that gives a Response of node-fetch',
  modules: {
    'isomorphic-fetch': {
      default: {
        call: { type: 'Response', async: true, unless: [{ arg: 1, path: 'method', is: ['HEAD', 'head'] }] },
        waits: { ...nodeFetchWaits, inPages: true },
      },
    },
  },
  types: {
    /** As with cross-fetch: node-fetch 2 in Node, the platform's own in browsers. */
    Response: { kind: 'response', names: [], extends: 'cross-fetch#Response' },
  },
});
