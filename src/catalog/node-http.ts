import { library } from './vocabulary.ts';

/** The response comes to the callback; a request without a callback whose `response` nobody hears is discarded by Node itself. */
const request = { call: { type: 'IncomingMessage', callback: { value: 0 }, returns: 'ClientRequest' } } as const;
const response = { chains: true, events: { response: { gives: { type: 'IncomingMessage', value: 0 } } } } as const;
const reading = { chains: true, events: { data: { consumes: true }, readable: { consumes: true } } } as const;

const chains = { chains: true } as const;

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
    Agent: { kind: 'client', label: 'agent', reopens: true, dispose: { destroy: {} } },
    // Without `keepAlive` every socket is closed when its response has ended: nothing to destroy.
    ClosingAgent: { kind: 'plain', names: [], dispose: { destroy: {} } },
    ClientRequest: {
      kind: 'plain',
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
