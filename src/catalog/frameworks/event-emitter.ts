import { framework } from './entry.ts';

/** Listeners of emitters that the file makes itself; those of others may be called once. */
export default framework({
  name: 'event',
  modules: ['node:events', 'events', 'eventemitter3'],
  docs: 'https://nodejs.org/api/events.html#emitteroneventname-listener',
  unit: 'event',
  registrations: [{ on: ['default', 'EventEmitter'], methods: ['on', 'addListener'] }],
});
