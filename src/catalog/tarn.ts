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
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, idle: true },
      opensAt: '*',
      label: 'pool',
      dispose: { destroy: { async: true } },
      members: { release: { releasesArgument: 0 } },
    },
  },
});
