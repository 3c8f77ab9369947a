import { library } from './vocabulary.ts';

const head = [{ arg: 1, path: 'method', is: ['HEAD', 'head'] }] as const;
/** Undici's default, with which every fetch of Node waits for the headers, and again for each piece of the body. */
export const fetchWaits = {
  for: 'a response',
  standard: 300_000,
  options: [1],
  inPages: true,
  bounds: [
    { path: 'signal', unit: 'signal', none: [null] },
    { path: 'dispatcher', unit: 'other' },
  ],
  boundByCalls: ['setGlobalDispatcher'],
  evidence: 'undici/lib/dispatcher/client.js: headersTimeout and bodyTimeout are 300e3 where nothing is said',
} as const;

const messages = { events: { message: { livesOn: true } } } as const;
const onmessage = { assigned: { livesOn: true } } as const;

/** What the platform offers without an import: fetch, and the long-lived connections of the web. */
export default library({
  package: 'global',
  checked: { oldest: '20.0.0', newest: '26.0.0' },
  docs: 'https://nodejs.org/api/globals.html#fetch',
  modules: {},
  globals: {
    fetch: { call: { type: 'Response', async: true, unless: head }, waits: fetchWaits },
    WebSocket: { construct: { type: 'WebSocket' } },
    EventSource: { construct: { type: 'EventSource' } },
    BroadcastChannel: { construct: { type: 'BroadcastChannel' } },
    Deno: {
      members: {
        open: { call: { type: 'DenoFile', async: true } },
        openSync: { call: { type: 'DenoFile' } },
        create: { call: { type: 'DenoFile', async: true } },
        createSync: { call: { type: 'DenoFile' } },
        connect: { call: { type: 'DenoConnection', async: true } },
        connectTls: { call: { type: 'DenoConnection', async: true } },
      },
    },
    // `new Response(…)`, `new Request(…)` and what a cache gives have no connection behind them: nothing is owed.
  },
  declaredIn: ['typescript', 'undici-types', '@types/node'],
  unchecked:
    'fetch.dispatcher: an option of Node alone, which its declarations leave out; Deno, DenoFile, DenoConnection, DenoStream: Deno ships its declarations with itself',
  types: {
    // Other libraries inherit this: the types are named in full.
    Response: {
      givenBy: {
        // Only names that speak of the thing itself: `safeFetch` and its like may have read the body before they give the answer.
        callee:
          'fetch|node_?[fF]etch|fetch(?:With|Retry|Fn|Impl)\\w*|(?:retry|timeout|auth\\w*|api)Fetch|this\\.[_#]?fetch(?:Fn|Impl|er)?|\\w*[fF]etch\\w*\\.fetch',
        mention: '\\bfetch(?:With|Retry|Fn|Impl|er)|[a-z]Fetch\\(',
        asks: ['ok', 'status'],
        reads: ['json', 'text', 'arrayBuffer', 'blob', 'bytes', 'formData'],
        tells: ['statusText', 'headers', 'url', 'redirected', 'type', 'body', 'bodyUsed', 'clone'],
      },
      kind: 'response',
      inPages: true,
      dispose: {
        'body.cancel': { async: true },
        json: { async: true },
        text: { async: true },
        arrayBuffer: { async: true },
        blob: { async: true },
        bytes: { async: true },
        formData: { async: true },
      },
      members: {
        body: { read: 'global#Body', carries: true },
        clone: { call: { type: 'global#Response' } },
      },
      // What a redirect that is not followed gives is filtered: it has no body.
      closedWhen: { bodyUsed: true, 'body.locked': true, type: 'opaqueredirect' },
      bodilessStatus: true,
      discard: 'await $.body?.cancel()',
    },
    Body: {
      kind: 'response',
      label: 'body',
      names: [],
      dispose: {
        cancel: { async: true },
        getReader: {},
        pipeTo: { async: true },
        pipeThrough: {},
        tee: {},
        values: {},
      },
      closedWhen: { locked: true },
      iterating: true,
      discard: 'await $?.cancel()',
    },
    WebSocket: {
      kind: 'client',
      inPages: true,
      label: 'socket',
      dispose: { close: {} },
      members: { addEventListener: messages, onmessage },
    },
    EventSource: {
      kind: 'client',
      inPages: true,
      label: 'event source',
      dispose: { close: {} },
      // Listeners are for events that the server names: those that it sends without a name are `message`.
      members: { addEventListener: messages, onmessage },
    },
    BroadcastChannel: {
      kind: 'client',
      inPages: true,
      label: 'channel',
      dispose: { close: {} },
      members: { addEventListener: messages, onmessage },
    },
    /** Its stream closes the file when it has been read to the end. */
    DenoFile: {
      kind: 'client',
      label: 'file',
      names: [],
      dispose: { close: {} },
      symbol: { async: false, since: '1.38.0' },
      members: { readable: { read: 'DenoStream', carries: true }, writable: { read: 'DenoStream', carries: true } },
    },
    DenoConnection: {
      kind: 'client',
      label: 'connection',
      names: [],
      dispose: { close: {} },
      symbol: { async: false, since: '1.38.0' },
      members: { readable: { read: 'DenoStream', carries: true }, writable: { read: 'DenoStream', carries: true } },
    },
    DenoStream: {
      kind: 'client',
      label: 'stream',
      names: [],
      dispose: {
        cancel: { async: true },
        close: { async: true },
        pipeTo: { async: true },
        pipeThrough: {},
        getReader: {},
        tee: {},
        values: {},
        getWriter: {},
        abort: { async: true },
      },
      iterating: true,
    },
  },
});
