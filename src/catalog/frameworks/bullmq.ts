import { framework } from './entry.ts';

export default framework({
  name: 'BullMQ',
  modules: ['bullmq'],
  docs: 'https://docs.bullmq.io/guide/workers',
  unit: 'job',
  registrations: [{ methods: ['Worker'] }],
  parameters: ['Job'],
  functions: ['Processor'],
});
