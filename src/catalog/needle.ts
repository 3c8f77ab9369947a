import { library } from './vocabulary.ts';

const waits = {
  for: 'a response',
  bounds: [
    { path: 'response_timeout', unit: 'ms', none: [0] },
    { path: 'read_timeout', unit: 'ms', none: [0] },
    { path: 'timeout', unit: 'ms', none: [0] },
    { path: 'signal', unit: 'signal' },
  ],
  boundByCalls: ['defaults'],
  evidence: 'needle/lib/needle.js: response_timeout and read_timeout are 0, only open_timeout is 10000',
} as const;
const withoutData = { waits: { ...waits, options: [1] } } as const;
const withData = { waits: { ...waits, options: [2] } } as const;
const members = {
  get: withoutData,
  head: withoutData,
  post: withData,
  put: withData,
  patch: withData,
  delete: withData,
} as const;

/** It reads every response by itself. */
export default library({
  package: 'needle',
  checked: { oldest: '3.5.0', newest: '3.5.0' },
  docs: 'https://github.com/tomas/needle#request-options',
  modules: { needle: { default: { waits: { ...waits, options: [3] }, members } } },
  declaredIn: ['@types/needle'],
  types: {},
});
