import { library } from './vocabulary.ts';

const method = {
  waits: {
    for: 'a response',
    options: [],
    inPages: true,
    bounds: [],
    boundBy: ['timeout', 'abort'],
    evidence: 'superagent/lib/request-base.js: _timeout and _responseTimeout are 0 where nothing is said',
  },
} as const;
const members = {
  get: method,
  post: method,
  put: method,
  patch: method,
  head: method,
  delete: method,
  del: method,
} as const;

/** It reads every response by itself. */
export default library({
  package: 'superagent',
  checked: { oldest: '10.4.2', newest: '10.4.2' },
  docs: 'https://forwardemail.github.io/superagent/#timeouts',
  modules: { superagent: { default: { members } } },
  declaredIn: ['@types/superagent'],
  types: {},
});
