import { library } from './vocabulary.ts';

const waits = {
  for: 'a response',
  options: [0, 1],
  bounds: [{ path: 'timeout', unit: 'ms', none: [0] }],
  evidence: 'request/request.js: timers are set only where self.timeout is given',
} as const;
const method = { waits } as const;
const defaults = { waits: { ...waits, options: [0], forAll: true } } as const;
const members = {
  get: method,
  post: method,
  put: method,
  patch: method,
  head: method,
  delete: method,
  del: method,
  defaults,
} as const;

/** It reads every response by itself, and has been deprecated for years; much code still waits in it. */
export default library({
  package: 'request',
  checked: { oldest: '2.88.2', newest: '2.88.2' },
  docs: 'https://github.com/request/request#requestoptions-callback',
  modules: { request: { default: { waits, members } } },
  declaredIn: ['@types/request'],
  types: {},
});
