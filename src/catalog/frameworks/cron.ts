import { framework } from './entry.ts';

export default framework({
  name: 'cron',
  modules: ['node-cron', 'cron', 'node-schedule', 'croner'],
  docs: 'https://nodecron.com/',
  unit: 'tick',
  registrations: [
    { methods: ['schedule', 'scheduleJob', 'CronJob', 'Cron'] },
    { methods: ['from'], properties: ['onTick'] },
  ],
});
