import { library } from './vocabulary.ts';

const retries = {
  options: [1],
  endless: [{ path: 'retries', unit: 'other', none: ['Infinity'] }],
  bounds: [{ path: 'retryCondition', unit: 'other' }],
  evidence: 'axios-retry/dist/cjs/index.js: "(currentState.retryCount || 0) < retries && retryCondition(error)"',
} as const;

export default library({
  package: 'axios-retry',
  checked: { oldest: '4.5.0', newest: '4.5.0' },
  docs: 'https://github.com/softonic/axios-retry#options',
  modules: { 'axios-retry': { default: { retries } } },
  types: {},
});
