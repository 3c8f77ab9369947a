import { requestWaits } from './node-http.ts';
import { library } from './vocabulary.ts';

const request = {
  call: { type: 'node:http#IncomingMessage', callback: { value: 0 }, returns: 'node:http#ClientRequest' },
  waits: requestWaits,
} as const;

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
  package: 'node:https',
  checked: { oldest: '20.0.0', newest: '26.6.6' },
  docs: 'https://nodejs.org/api/https.html#class-httpsagent',
  modules: { 'node:https': entry, https: entry },
  declaredIn: ['@types/node'],
  types: {
    Agent: { kind: 'client', extends: 'node:http#Agent' },
    // As with `http.Agent`: without `keepAlive` nothing stays open.
    ClosingAgent: { kind: 'plain', extends: 'node:http#ClosingAgent', names: [] },
  },
});
