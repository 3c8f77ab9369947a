import { library } from './vocabulary.ts';

/** `run()` is left out: a runner works until the process ends. `quickAddJob` and `addJobAdhoc` end what they open. */
export default library({
  package: 'graphile-worker',
  checked: { oldest: '0.18.0', newest: '0.18.0' },
  docs: 'https://worker.graphile.org/docs/library/add-job#makeworkerutils',
  modules: {
    'graphile-worker': { makeWorkerUtils: { call: { type: 'WorkerUtils', async: true } } },
  },
  types: {
    WorkerUtils: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true },
      dispose: { release: { async: true } },
      members: { addJob: { async: true }, migrate: { async: true } },
    },
  },
});
