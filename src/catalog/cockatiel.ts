import { library } from './vocabulary.ts';

// Left alone, a policy tries again at once and for ever. What is executed may bring a signal, which the policy does not see.
const retries = {
  options: [1],
  endless: [{ path: 'maxAttempts', unit: 'other', none: ['Infinity'] }],
  bounds: [],
  unlessGiven: true,
  evidence: 'cockatiel/dist/Policy.js: "maxAttempts: opts.maxAttempts ?? Infinity"',
} as const;

export default library({
  package: 'cockatiel',
  checked: { oldest: '3.2.1', newest: '3.2.1' },
  docs: 'https://github.com/connor4312/cockatiel#retrypolicy-options',
  modules: { cockatiel: { retry: { retries } } },
  types: {},
});
