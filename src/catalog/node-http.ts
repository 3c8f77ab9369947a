import { library } from './vocabulary.ts';

/** The option `timeout` has an event emitted and ends nothing; nor does the one of an agent. */
export const requestWaits = {
  for: 'a response',
  options: [0, 1],
  bounds: [
    { path: 'timeout', unit: 'ms', none: [0], emits: 'timeout' },
    { path: 'signal', unit: 'signal', unusual: true },
  ],
  boundBy: ['setTimeout'],
  evidence: 'https://nodejs.org/api/http.html#event-timeout: "The request must be destroyed manually"',
} as const;

/** The response comes to the callback; a request without a callback whose `response` nobody hears is discarded by Node itself. */
const request = {
  call: { type: 'IncomingMessage', callback: { value: 0 }, returns: 'ClientRequest' },
  waits: requestWaits,
} as const;
const response = { chains: true, events: { response: { gives: { type: 'IncomingMessage', value: 0 } } } } as const;
const reading = { chains: true, events: { data: { consumes: true }, readable: { consumes: true } } } as const;

const chains = { chains: true } as const;

const sockets = {
  options: [0],
  suggested: 50,
  evidence: 'https://nodejs.org/api/http.html#new-agentoptions: maxSockets and maxTotalSockets are Infinity by default',
} as const;

const order = { options: [0], evidence: 'https://nodejs.org/api/http.html#new-agentoptions' } as const;

const named = {
  get: request,
  request,
  Agent: {
    construct: [{ type: 'Agent', when: [{ arg: 0, path: 'keepAlive', is: [true] }] }, { type: 'ClosingAgent' }],
  },
  globalAgent: { is: 'Agent' },
} as const;

const entry = { ...named, default: { members: named } } as const;

export default library({
  package: 'node:http',
  checked: { oldest: '20.0.0', newest: '26.6.6' },
  docs: 'https://nodejs.org/api/http.html#class-httpclientrequest',
  modules: { 'node:http': entry, http: entry },
  declaredIn: ['@types/node'],
  types: {
    Agent: {
      kind: 'client',
      rebuilt: {
        harms: 'request',
        shared: true,
        idle: true,
        secrets: ['cert', 'key', 'pfx'],
        takenBy: ['agent', 'httpAgent', 'httpsAgent'],
      },
      label: 'agent',
      limits: [
        {
          ...sockets,
          of: 'its sockets to one host',
          bounds: [
            { path: 'maxSockets', unit: 'other', none: [0, 'Infinity'] },
            { path: 'maxTotalSockets', unit: 'other', none: [0, 'Infinity'] },
          ],
        },
      ],
      orders: [
        {
          ...order,
          lower: 'maxFreeSockets',
          upper: 'maxSockets',
          otherwise: 'so many can never be idle',
        },
        { ...order, lower: 'maxSockets', upper: 'maxTotalSockets', otherwise: 'one host never gets so many' },
      ],
      reopens: true,
      dispose: { destroy: {} },
    },
    // Without `keepAlive` every socket is closed when its response has ended: nothing to destroy.
    ClosingAgent: { kind: 'plain', names: [], dispose: { destroy: {} } },
    ClientRequest: {
      kind: 'plain',
      label: 'request',
      unheard: {
        when: 'a connection that is refused or reset',
        goesWith: true,
        evidence:
          'https://nodejs.org/api/http.html#httprequesturl-options-callback: an error event is emitted on the request, and nothing else hears it',
      },
      dispose: { destroy: {}, abort: {} },
      closedWhen: { destroyed: true, aborted: true },
      members: {
        setHeader: chains,
        setTimeout: chains,
        end: chains,
        off: chains,
        removeListener: chains,
        on: response,
        once: response,
        addListener: response,
        prependListener: response,
        prependOnceListener: response,
      },
    },
    /** A readable stream with a response in it; the bodies that other libraries hand out inherit it. `setEncoding`, `pause` and listening for `end` read nothing. */
    IncomingMessage: {
      kind: 'response',
      label: 'response',
      owedByAnnotation: 'if promised',
      dispose: {
        resume: {},
        pipe: {},
        read: {},
        toArray: { async: true },
        forEach: { async: true },
        reduce: { async: true },
        some: { async: true },
        every: { async: true },
        find: { async: true },
        map: {},
        filter: {},
        flatMap: {},
        take: {},
        drop: {},
        compose: {},
        iterator: {},
        destroy: { forced: true },
      },
      // Destroys it, which costs the connection.
      symbol: { async: true, since: '20.4.0', safe: false },
      members: {
        setEncoding: chains,
        pause: chains,
        off: chains,
        removeListener: chains,
        removeAllListeners: chains,
        on: reading,
        once: reading,
        addListener: reading,
        prependListener: reading,
        prependOnceListener: reading,
      },
      closedWhen: { destroyed: true, readableEnded: true },
      iterating: true,
      discard: '$.resume()',
    },
  },
});
