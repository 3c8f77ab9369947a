import { library } from './vocabulary.ts';

export default library({
  package: 'p-queue',
  checked: { oldest: '6.6.2', newest: '9.3.5' },
  docs: 'https://github.com/sindresorhus/p-queue#options',
  modules: { 'p-queue': { default: { construct: { type: 'PQueue' } } } },
  types: {
    PQueue: {
      kind: 'plain',
      label: 'queue',
      limits: [
        {
          of: 'what it runs at a time',
          options: [0],
          bounds: [{ path: 'concurrency', unit: 'other', none: ['Infinity'] }],
          bounded: true,
          suggested: 10,
          evidence:
            'p-queue/dist/index.js: "concurrency: Number.POSITIVE_INFINITY" is the default; only one that is written out is reported',
        },
      ],
      members: { add: { async: true } },
    },
  },
});
