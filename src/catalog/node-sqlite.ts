import { library } from './vocabulary.ts';

// A database in memory holds no file: the garbage collector is enough for it.
const memory = [{ arg: 0, is: [':memory:'] }] as const;

const named = {
  DatabaseSync: {
    construct: [
      { type: 'ClosedDatabase', when: [{ arg: 1, path: 'open', is: [false] }], unless: memory },
      { type: 'DatabaseSync', unless: [...memory, { arg: 1, path: 'open', is: [false] }] },
    ],
  },
} as const;

const entry = { ...named, default: { members: named } } as const;

export default library({
  package: 'node:sqlite',
  checked: { oldest: '22.5.0', newest: '26.6.6' },
  docs: 'https://nodejs.org/api/sqlite.html#class-databasesync',
  modules: { 'node:sqlite': entry },
  declaredIn: ['@types/node'],
  types: {
    DatabaseSync: {
      kind: 'client',
      label: 'database',
      dispose: { close: {} },
      symbol: { async: false, since: '22.15.0', calls: 'close' },
      closedWhen: { isOpen: false },
    },
    ClosedDatabase: { kind: 'client', extends: 'DatabaseSync', names: [], opensAt: 'open' },
  },
});
