import { library } from './vocabulary.ts';

// Whatever is not asked for as a stream is read to the end by axios itself, error responses included.
const streamFirst = {
  type: 'AxiosResponse',
  async: true,
  when: [{ arg: 0, path: 'responseType', is: ['stream'] }],
} as const;
const streamSecond = {
  type: 'AxiosResponse',
  async: true,
  when: [{ arg: 1, path: 'responseType', is: ['stream'] }],
} as const;
const streamThird = {
  type: 'AxiosResponse',
  async: true,
  when: [{ arg: 2, path: 'responseType', is: ['stream'] }],
} as const;

const bounds = [
  { path: 'timeout', unit: 'ms', none: [0] },
  { path: 'signal', unit: 'signal', none: [null] },
  { path: 'cancelToken', unit: 'other' },
] as const;
const waits = {
  for: 'a response',
  bounds,
  inPages: true,
  boundThrough: ['defaults', 'interceptors'],
  boundElsewhere: { says: String.raw`\baxios\.defaults\.(?:timeout|signal)\s*=`, in: 'package' },
  meant: [
    { arg: 0, path: 'responseType', is: ['stream'] },
    { arg: 1, path: 'responseType', is: ['stream'] },
    { arg: 2, path: 'responseType', is: ['stream'] },
  ],
  evidence: 'axios/lib/defaults/index.js: timeout is 0, "A timeout in milliseconds to abort a request"',
} as const;
const waitsFirst = { ...waits, options: [0, 1] } as const;
const waitsSecond = { ...waits, options: [1] } as const;
const waitsThird = { ...waits, options: [2] } as const;

const withoutData = { call: streamSecond } as const;
const withData = { call: streamThird } as const;

const create = {
  call: { type: 'AxiosInstance' },
  waits: {
    ...waits,
    options: [0],
    forAll: true,
    boundEach: {
      methods: { request: 0, get: 1, delete: 1, head: 1, options: 1, post: 2, put: 2, patch: 2 },
      paths: ['timeout', 'signal'],
    },
  },
} as const;

const bareWithoutData = { ...withoutData, waits: waitsSecond } as const;
const bareWithData = { ...withData, waits: waitsThird } as const;

export default library({
  package: 'axios',
  checked: { oldest: '0.27.2', newest: '1.21.1' },
  docs: 'https://axios-http.com/docs/req_config',
  unchecked:
    'The declarations leave open what AxiosResponse.data is: that it is a Stream , with Stream.destroyed , stands in the adapters.',
  modules: {
    axios: {
      default: { is: 'AxiosStatic' },
      create: { ...create, since: '1.16.0' },
      Axios: { construct: { type: 'Axios' } },
    },
  },
  types: {
    Axios: {
      kind: 'plain',
      members: {
        request: { call: [streamFirst, streamSecond] },
        get: withoutData,
        delete: withoutData,
        head: withoutData,
        options: withoutData,
        post: withData,
        put: withData,
        patch: withData,
        postForm: withData,
        putForm: withData,
        patchForm: withData,
        query: { ...withData, since: '1.16.0' },
      },
    },
    /** Settings and interceptors; sockets belong to the agents that it is given. */
    AxiosInstance: {
      kind: 'plain',
      extends: 'Axios',
      call: [streamFirst, streamSecond],
    },
    AxiosStatic: {
      kind: 'plain',
      extends: 'AxiosInstance',
      waits: waitsFirst,
      members: {
        create,
        request: { call: [streamFirst, streamSecond], waits: waitsFirst },
        get: bareWithoutData,
        delete: bareWithoutData,
        head: bareWithoutData,
        options: bareWithoutData,
        post: bareWithData,
        put: bareWithData,
        patch: bareWithData,
        postForm: bareWithData,
        putForm: bareWithData,
        patchForm: bareWithData,
        query: { ...bareWithData, since: '1.16.0' },
      },
    },
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
      extends: 'node:http#IncomingMessage',
      dispose: {
        cancel: { async: true, forced: true },
        getReader: { forced: true },
        pipeTo: { async: true, forced: true },
        pipeThrough: { forced: true },
        tee: { forced: true },
        values: { forced: true },
      },
      symbol: { async: true, since: '0.27.0', safe: false },
      closedWhen: { destroyed: true },
    },
  },
});
