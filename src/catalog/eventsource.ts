import { library } from './vocabulary.ts';

const EventSource = { construct: { type: 'EventSource' } } as const;

export default library({
  package: 'eventsource',
  checked: { oldest: '4.1.1', newest: '4.1.1' },
  docs: 'https://github.com/EventSource/eventsource#usage',
  unchecked: 'Until version 2 the class was the default export: eventsource: default',
  modules: { eventsource: { EventSource, default: EventSource } },
  declaredIn: ['@types/eventsource'],
  types: {
    EventSource: { kind: 'client', extends: 'global#EventSource' },
  },
});
