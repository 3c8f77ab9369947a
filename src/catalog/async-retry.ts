import { library } from './vocabulary.ts';

// Options are handed on to `retry`, which knows the two ways to say "for ever".
const retries = {
  options: [1],
  endless: [
    { path: 'forever', unit: 'other', none: [true] },
    { path: 'retries', unit: 'other', none: ['Infinity'] },
  ],
  bounds: [{ path: 'maxRetryTime', unit: 'ms', none: ['Infinity'] }],
  evidence: 'retry/lib/retry.js: "forever: options && (options.forever || options.retries === Infinity)"',
} as const;

export default library({
  package: 'async-retry',
  checked: { oldest: '1.3.3', newest: '1.3.3' },
  docs: 'https://github.com/vercel/async-retry#api',
  unchecked: 'no declarations',
  modules: { 'async-retry': { default: { retries } } },
  types: {},
});
