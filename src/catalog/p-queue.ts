import { library } from './vocabulary.ts';

export default library({
  package: 'p-queue',
  checked: { oldest: '6.6.2', newest: '9.3.5' },
  docs: 'https://github.com/sindresorhus/p-queue#options',
  modules: { 'p-queue': { default: { construct: { type: 'PQueue' } } } },
  types: { PQueue: { kind: 'plain', label: 'queue', members: { add: { async: true } } } },
});
