import { library } from './vocabulary.ts';

const Level = { construct: { type: 'Level' } } as const;

/** A database opens by itself on the tick after its construction. Iterators close themselves when they are drained. */
export default library({
  package: 'level',
  checked: { oldest: '10.0.0', newest: '10.0.0' },
  docs: 'https://github.com/Level/level#dbclose',
  modules: {
    level: { Level },
    'classic-level': { ClassicLevel: Level },
  },
  types: {
    Level: {
      kind: 'client',
      label: 'database',
      names: ['Level', 'ClassicLevel'],
      dispose: { close: { async: true } },
      symbol: { async: true, since: '10.0.0', calls: 'close' },
      members: { open: { async: true }, put: { async: true }, get: { async: true }, batch: {} },
    },
  },
});
