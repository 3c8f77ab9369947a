import { library } from './vocabulary.ts';

// Whatever is not asked for as a stream is read to the end by axios itself, error responses included.
const streamFirst = { type: 'AxiosResponse', async: true, when: [{ arg: 0, path: 'responseType', is: ['stream'] }] } as const;
const streamSecond = { type: 'AxiosResponse', async: true, when: [{ arg: 1, path: 'responseType', is: ['stream'] }] } as const;
const streamThird = { type: 'AxiosResponse', async: true, when: [{ arg: 2, path: 'responseType', is: ['stream'] }] } as const;

const plain = { call: streamSecond } as const;
const withData = { call: streamThird } as const;
const either = { call: [streamFirst, streamSecond] } as const;

const methods = {
  request: either,
  get: plain, delete: plain, head: plain, options: plain,
  post: withData, put: withData, patch: withData, query: withData,
  postForm: withData, putForm: withData, patchForm: withData,
} as const;

// An instance is settings and interceptors; sockets belong to the agents that it is given.
const create = { call: { type: 'AxiosInstance' } } as const;
const Axios = { construct: { type: 'Axios' } } as const;

export default library({
  package: 'axios',
  checked: { oldest: '0.27.2', newest: '1.21.1' },
  docs: 'https://axios-http.com/docs/req_config',
  modules: {
    axios: {
      default: { call: either.call, members: { ...methods, create, Axios } },
      create,
      Axios,
    },
  },
  types: {
    Axios: { kind: 'plain', members: methods },
    AxiosInstance: { kind: 'plain', names: ['AxiosInstance', 'AxiosStatic'], extends: 'Axios', call: either.call, members: { create } },
    AxiosResponse: {
      kind: 'response',
      // Most responses hold data, not a stream.
      owedByAnnotation: false,
      members: { data: { read: 'Stream', carries: true } },
      discard: '$.data.resume()',
    },
    /** An `IncomingMessage` or what decompresses it; with the adapter `fetch` a web stream. */
    Stream: {
      kind: 'response',
      label: 'stream',
      names: [],
      extends: 'node:http#MessageBody',
      dispose: {
        cancel: { async: true, forced: true },
        getReader: { forced: true }, pipeTo: { async: true, forced: true }, pipeThrough: { forced: true }, tee: { forced: true }, values: { forced: true },
      },
      closedWhen: { destroyed: true, readableEnded: true, locked: true },
    },
  },
});
