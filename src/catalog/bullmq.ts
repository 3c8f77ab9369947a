import { library } from './vocabulary.ts';

/**
 * A connection that is passed in stays its owner's: closing a queue does not close it, and leaving the queue open leaves its
 * listeners on it. `Worker` is left out: it works from its construction until the process ends.
 */
export default library({
  package: 'bullmq',
  checked: { oldest: '6.7.0', newest: '6.7.0' },
  docs: 'https://docs.bullmq.io/guide/going-to-production#gracefully-shut-down-workers',
  modules: {
    bullmq: {
      Queue: { construct: { type: 'Queue' } },
      QueueEvents: { construct: { type: 'QueueEvents' } },
      FlowProducer: { construct: { type: 'FlowProducer' } },
    },
  },
  types: {
    Queue: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true },
      label: 'queue',
      dispose: { close: { async: true } },
      members: {
        add: { async: true },
        addBulk: { async: true },
        waitUntilReady: { async: true },
        on: { chains: true },
      },
    },
    QueueEvents: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true },
      label: 'queue events',
      dispose: { close: { async: true } },
      // It has events of its own making, too, and is there for nothing but listening.
      members: { waitUntilReady: { async: true }, on: { chains: true, livesOn: true }, once: { chains: true } },
    },
    FlowProducer: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true },
      label: 'flow producer',
      dispose: { close: { async: true } },
      members: { add: { async: true }, addBulk: { async: true } },
    },
  },
});
