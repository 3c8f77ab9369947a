import { library } from './vocabulary.ts';

const retries = {
  options: [1],
  endless: [
    { path: 'retries', unit: 'other', none: ['Infinity'] },
    { path: 'forever', unit: 'other', none: [true], until: '7.0.0' },
  ],
  bounds: [
    { path: 'maxRetryTime', unit: 'ms', none: ['Infinity'] },
    { path: 'signal', unit: 'signal', since: '5.1.0' },
    { path: 'shouldRetry', unit: 'other', since: '6.1.0' },
  ],
  evidence: 'p-retry/index.js: "while (Number.isFinite(options.retries) ? retriesConsumed <= options.retries : true)"',
} as const;

export default library({
  package: 'p-retry',
  checked: { oldest: '4.6.2', newest: '7.1.1' },
  docs: 'https://github.com/sindresorhus/p-retry#options',
  modules: { 'p-retry': { default: { retries } } },
  types: {},
});
