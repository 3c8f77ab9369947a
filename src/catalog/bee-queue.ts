import { library } from './vocabulary.ts';

const heard = { livesOn: true } as const;
const listening = {
  chains: true,
  events: { succeeded: heard, failed: heard, progress: heard, retrying: heard, stalled: heard },
} as const;

export default library({
  package: 'bee-queue',
  checked: { oldest: '2.0.0', newest: '2.0.0' },
  docs: 'https://github.com/bee-queue/bee-queue#queueclosetimeout-cb',
  modules: {
    'bee-queue': { default: { construct: { type: 'BeeQueue' } } },
  },
  types: {
    BeeQueue: {
      kind: 'client',
      unheard: {
        when: 'a connection that breaks',
        evidence: "bee-queue/lib/queue.js: this.emit('error', err); measured: a reset connection ends the process",
      },
      rebuilt: { harms: 'request', shared: true },
      label: 'queue',
      dispose: { close: { async: true } },
      members: { ready: { async: true, chains: true }, process: { livesOn: true }, on: listening },
    },
  },
});
