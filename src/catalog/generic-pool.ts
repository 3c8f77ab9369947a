import { library } from './vocabulary.ts';

/** Ending a pool takes two steps: `drain()` waits for what is lent out, `clear()` destroys what is idle. */
export default library({
  package: 'generic-pool',
  checked: { oldest: '3.9.0', newest: '3.9.0' },
  docs: 'https://github.com/coopernurse/node-pool#draining',
  modules: {
    'generic-pool': {
      createPool: {
        call: { type: 'Pool' },
        waits: {
          for: 'a free resource',
          options: [1],
          bounds: [{ path: 'acquireTimeoutMillis', unit: 'ms', none: [0] }],
          forAll: true,
          evidence: 'generic-pool/lib/PoolDefaults.js: acquireTimeoutMillis is null',
        },
      },
    },
  },
  types: {
    Pool: {
      orders: [
        {
          options: [1],
          lower: 'min',
          upper: 'max',
          standard: 1,
          otherwise: 'it never keeps so many',
          evidence: 'generic-pool/lib/PoolOptions.js: max is 1, and min the smaller of the two',
        },
      ],
      statistics: {
        reads: ['size', 'available', 'borrowed', 'pending', 'spareResourceCapacity'],
        events: [],
        sample:
          'setInterval(() => console.log({ size: $.size, available: $.available, pending: $.pending }), 60_000).unref()',
        evidence: 'https://github.com/coopernurse/node-pool#pool-info',
      },
      kind: 'client',
      rebuilt: { harms: 'request', shared: true },
      label: 'pool',
      dispose: { drain: { async: true, needs: 'clear' }, clear: { async: true } },
      members: {
        acquire: { call: { type: 'Resource', async: true }, evidence: { resultMembers: [], releasedBy: ['release'] } },
        release: { async: true, releasesArgument: 0 },
        destroy: { async: true, releasesArgument: 0 },
        use: { async: true },
      },
    },
    // Whatever the pool's factory makes; it goes back through the pool.
    Resource: { kind: 'lease', label: 'resource', names: [] },
  },
});
