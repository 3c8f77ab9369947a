import { library } from './vocabulary.ts';

const pool = { call: { type: 'Pool' } } as const;

export default library({
  package: 'workerpool',
  checked: { oldest: '10.0.3', newest: '10.0.3' },
  docs: 'https://github.com/josdejong/workerpool#pool',
  modules: { workerpool: { pool, default: { members: { pool } } } },
  types: {
    Pool: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true },
      label: 'pool',
      dispose: { terminate: { async: true } },
      members: { exec: { async: true }, proxy: { async: true } },
    },
  },
});
