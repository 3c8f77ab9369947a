import { framework } from './entry.ts';

/** The names under which consumers take their handlers. */
export default framework({
  name: 'Kafka',
  modules: ['kafkajs', '@confluentinc/kafka-javascript'],
  docs: 'https://kafka.js.org/docs/consuming',
  unit: 'message',
  functions: ['EachMessageHandler', 'EachBatchHandler'],
  parameters: ['EachMessagePayload', 'EachBatchPayload'],
  looks: [{ properties: ['eachMessage', 'eachBatch'] }],
});
