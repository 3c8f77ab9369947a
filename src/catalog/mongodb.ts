import { library } from './vocabulary.ts';

const MongoClient = { type: 'MongoClient', async: true, callback: { error: 0, value: 1 } } as const;

/** Cursors are left out: they close themselves when they are drained, and hold no connection between batches. */
export default library({
  package: 'mongodb',
  checked: { oldest: '4.0.0', newest: '7.9.0' },
  docs: 'https://www.mongodb.com/docs/drivers/node/current/connect/mongoclient/',
  modules: {
    mongodb: {
      MongoClient: { construct: { type: 'MongoClient' }, members: { connect: { call: MongoClient } } },
    },
  },
  types: {
    // It connects at its first operation when nobody called `connect()`.
    MongoClient: {
      limits: [
        {
          of: 'its connections to one server',
          options: [1],
          bounds: [{ path: 'maxPoolSize', unit: 'other', none: [0] }],
          bounded: true,
          suggested: 100,
          evidence: 'mongodb/lib/cmap/connection_pool.js: maxPoolSize is 100; mongodb docs: 0 is unlimited',
        },
      ],
      orders: [
        {
          options: [1],
          lower: 'minPoolSize',
          upper: 'maxPoolSize',
          standard: 100,
          otherwise: 'the client throws',
          evidence:
            'mongodb/lib/cmap/connection_pool.js: "Connection pool minimum size must not be greater than maximum pool size"',
        },
      ],
      statistics: {
        reads: [],
        events: [
          'connectionPoolCreated',
          'connectionPoolReady',
          'connectionPoolCleared',
          'connectionPoolClosed',
          'connectionCreated',
          'connectionReady',
          'connectionClosed',
          'connectionCheckOutStarted',
          'connectionCheckOutFailed',
          'connectionCheckedOut',
          'connectionCheckedIn',
          'commandStarted',
          'commandSucceeded',
          'commandFailed',
        ],
        options: [{ arg: 1, path: 'monitorCommands', is: [true] }],
        sample: "$.on('connectionCheckOutFailed', ({ address, reason }) => console.warn(address, reason))",
        evidence: 'https://www.mongodb.com/docs/drivers/node/current/logging-and-monitoring/monitoring/',
      },
      opensAt: '*',
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, idle: true, counted: true, throws: true, secrets: ['auth.password'] },
      dispose: { close: { async: true } },
      symbol: { async: true, since: '6.9.0', calls: 'close' },
      members: {
        connect: { async: true, chains: true },
        db: { call: { type: 'Db', owned: false } },
        startSession: {
          call: { type: 'ClientSession' },
          evidence: {
            resultMembers: [
              'withTransaction',
              'startTransaction',
              'commitTransaction',
              'abortTransaction',
              'endSession',
            ],
          },
        },
        withSession: { async: true },
        on: { chains: true },
      },
    },
    ClientSession: {
      kind: 'lease',
      label: 'session',
      dispose: { endSession: { async: true } },
      symbol: { async: true, since: '6.9.0', calls: 'endSession' },
      members: {
        startTransaction: {},
        withTransaction: { async: true },
        commitTransaction: { async: true },
        abortTransaction: { async: true },
      },
      closedWhen: { hasEnded: true },
      borrowedAs: ['session'],
    },
    Db: { kind: 'plain' },
  },
});
