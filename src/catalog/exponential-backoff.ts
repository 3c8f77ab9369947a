import { library } from './vocabulary.ts';

const retries = {
  options: [1],
  endless: [{ path: 'numOfAttempts', unit: 'other', none: ['Infinity'] }],
  bounds: [{ path: 'retry', unit: 'other' }],
  evidence: 'exponential-backoff/dist/options.js: numOfAttempts is 10, and no other option ends the attempts but retry',
} as const;

export default library({
  package: 'exponential-backoff',
  checked: { oldest: '3.1.3', newest: '3.1.3' },
  docs: 'https://github.com/coveo/exponential-backoff#options',
  modules: { 'exponential-backoff': { backOff: { retries } } },
  types: {},
});
