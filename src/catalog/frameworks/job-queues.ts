import { framework } from './entry.ts';

/** Other queues whose jobs are functions. */
export default framework({
  name: 'job queue',
  modules: ['bull', 'bee-queue', 'pg-boss', 'agenda', 'inngest', 'graphile-worker'],
  docs: 'https://github.com/OptimalBits/bull/blob/develop/REFERENCE.md#queueprocess',
  unit: 'job',
  registrations: [
    { on: ['default', 'Queue', 'PgBoss', 'Agenda'], methods: ['process', 'work', 'define'] },
    { on: ['Inngest'], methods: ['createFunction'] },
  ],
  functions: ['Task'],
});
