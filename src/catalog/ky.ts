import { library } from './vocabulary.ts';

const methods = ['json', 'text', 'arrayBuffer', 'blob', 'formData', 'bytes'] as const;
const response = {
  type: 'KyResponse',
  async: true,
  onPromise: methods,
  unless: [{ arg: 1, path: 'method', is: ['HEAD', 'head'] }],
} as const;
const request = { call: { type: 'KyResponse', async: true, onPromise: methods } } as const;
const instance = { call: { type: 'KyInstance' } } as const;

export default library({
  package: 'ky',
  checked: { oldest: '1.0.0', newest: '2.1.0' },
  docs: 'https://github.com/sindresorhus/ky#api',
  modules: { ky: { default: { is: 'KyInstance' } } },
  types: {
    KyInstance: {
      kind: 'plain',
      call: response,
      members: {
        get: request,
        post: request,
        put: request,
        patch: request,
        delete: request,
        create: instance,
        extend: instance,
      },
    },
    KyResponse: { kind: 'response', extends: 'global#Response' },
  },
});
