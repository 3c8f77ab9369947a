import { framework } from './entry.ts';

export default framework({
  name: 'interval',
  modules: ['global', 'node:timers', 'timers'],
  docs: 'https://nodejs.org/api/timers.html#setintervalcallback-delay-args',
  unit: 'tick',
  registrations: [{ methods: ['setInterval'] }],
});
