import { framework } from './entry.ts';

export default framework({
  name: 'SQS',
  modules: ['sqs-consumer'],
  docs: 'https://bbc.github.io/sqs-consumer/',
  unit: 'message',
  looks: [{ properties: ['handleMessage', 'handleMessageBatch'] }],
});
