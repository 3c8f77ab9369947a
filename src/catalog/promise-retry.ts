import { library } from './vocabulary.ts';

// The function and the options may change places. Options are handed on to `retry`.
const retries = {
  options: [0, 1],
  endless: [
    { path: 'forever', unit: 'other', none: [true] },
    { path: 'retries', unit: 'other', none: ['Infinity'] },
  ],
  bounds: [{ path: 'maxRetryTime', unit: 'ms', none: ['Infinity'] }],
  evidence: 'retry/lib/retry.js: "forever: options && (options.forever || options.retries === Infinity)"',
} as const;

export default library({
  package: 'promise-retry',
  checked: { oldest: '2.0.1', newest: '2.0.1' },
  docs: 'https://github.com/IndigoUnited/node-promise-retry#usage',
  unchecked: 'no declarations',
  modules: { 'promise-retry': { default: { retries } } },
  types: {},
});
