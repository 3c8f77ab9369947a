import { fetchWaits } from './global.ts';
import { library } from './vocabulary.ts';

const fetch = {
  call: { type: 'Response', async: true, unless: [{ arg: 1, path: 'method', is: ['HEAD', 'head'] }] },
  waits: fetchWaits,
} as const;

/** The platform's own fetch, wherever there is one. */
export default library({
  package: 'node-fetch-native',
  checked: { oldest: '1.6.7', newest: '1.6.7' },
  docs: 'https://github.com/unjs/node-fetch-native#usage',
  unchecked: 'default.dispatcher, fetch.dispatcher: an option of Node alone, which the declarations leave out',
  modules: { 'node-fetch-native': { default: fetch, fetch } },
  types: {
    Response: { kind: 'response', names: [], extends: 'global#Response' },
  },
});
