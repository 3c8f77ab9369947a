import { library } from './vocabulary.ts';

const chains = { chains: true } as const;
const request = { call: { type: 'WretchResponseChain' } } as const;
const wretch = { call: { type: 'Wretch' } } as const;

export default library({
  package: 'wretch',
  checked: { oldest: '2.0.0', newest: '2.11.1' },
  docs: 'https://github.com/elbywan/wretch#response-types-',
  modules: { wretch: { default: wretch }, 'wretch/all': { default: wretch } },
  types: {
    Wretch: {
      kind: 'plain',
      members: {
        url: chains,
        options: chains,
        headers: chains,
        accept: chains,
        content: chains,
        auth: chains,
        catcher: chains,
        errorType: chains,
        polyfills: chains,
        middlewares: chains,
        body: chains,
        json: chains,
        get: request,
        delete: request,
        put: request,
        post: request,
        patch: request,
        opts: request,
      },
    },
    WretchResponseChain: {
      kind: 'plain',
      members: {
        // The other ways to end the chain read the body.
        res: { call: { type: 'WretchResponse', async: true, callback: { value: 0 } } },
        error: chains,
        badRequest: chains,
        unauthorized: chains,
        forbidden: chains,
        notFound: chains,
        timeout: chains,
        internalError: chains,
        fetchError: chains,
      },
    },
    WretchResponse: { kind: 'response', extends: 'global#Response' },
  },
});
