import { library } from './vocabulary.ts';

const uses = { async: true } as const;
const callback = { error: 0, value: 1 } as const;
const open = { call: { type: 'Connection', async: true, callback } } as const;
const openSync = { call: { type: 'Connection' } } as const;
const named = { open, openSync, Pool: { construct: { type: 'Pool' } } } as const;
const members = {
  query: uses,
  beginTransaction: uses,
  commitTransaction: uses,
  rollbackTransaction: uses,
  endTransaction: uses,
} as const;
const dispose = { close: { async: true }, closeSync: {} } as const;

/** Connections of a pool and others are of one class: `close` of the one gives it back. */
export default library({
  package: 'ibm_db',
  checked: { oldest: '4.0.1', newest: '4.0.1' },
  docs: 'https://github.com/ibmdb/node-ibm_db/blob/master/APIDocumentation.md',
  modules: { ibm_db: { ...named, default: { members: named } } },
  unchecked:
    'default.open, default.openSync, default.Pool: what is declared as the default is another function; at run time it is the whole module.',
  types: {
    Pool: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, idle: true, counted: true },
      label: 'pool',
      opensAt: '*',
      dispose,
      members: {
        open: { call: { type: 'PooledConnection', async: true, callback } },
        openSync: { call: { type: 'PooledConnection' } },
      },
    },
    PooledConnection: { kind: 'lease', label: 'connection', names: [], dispose, members },
    Connection: {
      kind: 'client',
      rebuilt: { harms: 'request', pool: 'ibm_db.Pool' },
      label: 'connection',
      names: ['Database'],
      owedByAnnotation: 'if promised',
      dispose,
      members,
      closedWhen: { connected: false },
    },
  },
});
