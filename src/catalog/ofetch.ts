import { library } from './vocabulary.ts';

// Bodies are read by ofetch itself; its streams are few and typed by nothing but an option.
const native = {
  call: { type: 'global#Response', async: true, unless: [{ arg: 1, path: 'method', is: ['HEAD', 'head'] }] },
} as const;

export default library({
  package: 'ofetch',
  checked: { oldest: '1.0.0', newest: '1.5.1' },
  docs: 'https://github.com/unjs/ofetch#-access-to-raw-response',
  modules: {
    ofetch: {
      ofetch: { is: '$Fetch' },
      $fetch: { is: '$Fetch' },
      fetch: native,
      createFetch: { call: { type: '$Fetch' } },
    },
  },
  types: {
    $Fetch: {
      kind: 'plain',
      members: {
        native,
        create: { call: { type: '$Fetch' } },
      },
    },
    // What `raw` gives has been read.
  },
});
