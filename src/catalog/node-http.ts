import { library } from './vocabulary.ts';

/** The response comes to the callback; a request without a callback whose `response` nobody hears is discarded by Node itself. */
const request = { call: { type: 'IncomingMessage', callback: { value: 0 }, returns: 'ClientRequest' } } as const;
const response = { events: { response: { gives: { type: 'IncomingMessage', value: 0 } } } } as const;
const reading = { events: { data: { consumes: true }, readable: { consumes: true } } } as const;

const named = {
  get: request,
  request,
  Agent: { construct: [{ type: 'Agent', when: [{ arg: 0, path: 'keepAlive', is: [true] }] }, { type: 'ClosingAgent' }] },
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
    Agent: { kind: 'client', label: 'agent', dispose: { destroy: {} } },
    // Without `keepAlive` every socket is closed when its response has ended: nothing to destroy.
    ClosingAgent: { kind: 'plain', names: [], dispose: { destroy: {} } },
    ClientRequest: {
      kind: 'plain',
      dispose: { destroy: {}, abort: {} },
      members: { on: response, once: response, addListener: response, prependListener: response, prependOnceListener: response },
    },
    IncomingMessage: {
      kind: 'response',
      extends: 'MessageBody',
      names: ['IncomingMessage'],
      owedByAnnotation: false,
      dispose: {
        'req.destroy': { forced: true }, 'req.abort': { forced: true },
        'socket.destroy': { forced: true }, 'socket.end': { forced: true },
        'connection.destroy': { forced: true }, 'connection.end': { forced: true },
      },
    },
    /** A readable stream with a response in it; what other libraries hand out extends it. `setEncoding`, `pause` and `on('end')` read nothing. */
    MessageBody: {
      kind: 'response',
      label: 'body',
      names: [],
      dispose: {
        resume: {}, pipe: {}, read: {},
        toArray: { async: true }, forEach: { async: true }, reduce: { async: true }, some: { async: true }, every: { async: true }, find: { async: true },
        map: {}, filter: {}, flatMap: {}, take: {}, drop: {}, compose: {}, iterator: {},
        destroy: { forced: true },
      },
      members: { on: reading, once: reading, addListener: reading, prependListener: reading, prependOnceListener: reading },
      closedWhen: { destroyed: true, readableEnded: true },
      iterating: true,
      discard: '$.resume()',
    },
  },
});
