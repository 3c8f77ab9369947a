import { library } from './vocabulary.ts';

/** What it lends out comes as `acquire().promise`, which is not described. */
export default library({
  package: 'tarn',
  checked: { oldest: '3.1.2', newest: '3.1.2' },
  docs: 'https://github.com/vincit/tarn.js#usage',
  modules: {
    tarn: { Pool: { construct: { type: 'Pool' } } },
  },
  types: {
    Pool: {
      orders: [
        {
          options: [0],
          lower: 'min',
          upper: 'max',
          otherwise: 'the pool throws',
          evidence: 'tarn/dist/Pool.js: "Tarn: opt.max is smaller than opt.min"',
        },
      ],
      statistics: {
        reads: ['numUsed', 'numFree', 'numPendingAcquires', 'numPendingValidations', 'numPendingCreates'],
        events: [
          'acquireRequest',
          'acquireSuccess',
          'acquireFail',
          'release',
          'createRequest',
          'createSuccess',
          'createFail',
        ],
        sample:
          'setInterval(() => console.log({ used: $.numUsed(), free: $.numFree(), waiting: $.numPendingAcquires() }), 60_000).unref()',
        evidence: 'https://github.com/vincit/tarn.js#usage',
      },
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, idle: true },
      opensAt: '*',
      label: 'pool',
      dispose: { destroy: { async: true } },
      members: { release: { releasesArgument: 0 } },
    },
  },
});
