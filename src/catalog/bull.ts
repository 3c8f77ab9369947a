import { library } from './vocabulary.ts';

const heard = { livesOn: true } as const;
const listening = {
  chains: true,
  events: { active: heard, completed: heard, failed: heard, progress: heard, stalled: heard, waiting: heard },
} as const;

export default library({
  package: 'bull',
  checked: { oldest: '4.16.5', newest: '4.16.5' },
  docs: 'https://github.com/OptimalBits/bull/blob/develop/REFERENCE.md#queueclose',
  modules: {
    bull: { default: { construct: { type: 'Queue' }, call: { type: 'Queue' } } },
  },
  types: {
    Queue: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true },
      label: 'queue',
      dispose: { close: { async: true } },
      members: {
        add: { async: true },
        process: { async: true, livesOn: true },
        isReady: { async: true, chains: true },
        on: listening,
      },
    },
  },
});
