import { library } from './vocabulary.ts';

export default library({
  package: 'opossum',
  checked: { oldest: '9.0.0', newest: '9.0.0' },
  docs: 'https://nodeshift.dev/opossum/#circuitbreakershutdown',
  modules: { opossum: { default: { construct: { type: 'CircuitBreaker' } } } },
  declaredIn: ['@types/opossum'],
  types: {
    CircuitBreaker: {
      kind: 'client',
      label: 'circuit breaker',
      // `lib/status.js` has an interval turn its statistics for as long as nobody shuts it down.
      rebuilt: {
        harms: 'request',
        shared: true,
        idle: true,
        cost: 'Its timer is never stopped, and it forgets the failures that should open it',
      },
      dispose: { shutdown: {} },
      members: {
        fire: { async: true },
        call: { async: true },
        fallback: { chains: true },
        on: { chains: true },
        once: { chains: true },
      },
      closedWhen: { isShutdown: true },
    },
  },
});
