import { library } from './vocabulary.ts';

const dispose = { close: { async: true } } as const;

/** The AMQP connection opens at the first operation. */
export default library({
  package: '@azure/event-hubs',
  checked: { oldest: '6.0.4', newest: '6.0.4' },
  docs: 'https://learn.microsoft.com/en-us/javascript/api/overview/azure/event-hubs-readme',
  modules: {
    '@azure/event-hubs': {
      EventHubProducerClient: { construct: { type: 'EventHubProducerClient' } },
      EventHubBufferedProducerClient: { construct: { type: 'EventHubBufferedProducerClient' } },
      EventHubConsumerClient: { construct: { type: 'EventHubConsumerClient' } },
    },
  },
  types: {
    EventHubProducerClient: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, idle: true, throws: true },
      opensAt: '*',
      label: 'producer',
      dispose,
      members: { sendBatch: { async: true }, createBatch: { async: true } },
    },
    EventHubBufferedProducerClient: {
      kind: 'client',
      opensAt: '*',
      label: 'producer',
      dispose,
      members: { enqueueEvent: { async: true }, flush: { async: true } },
    },
    EventHubConsumerClient: {
      kind: 'client',
      opensAt: '*',
      label: 'consumer',
      dispose,
      members: { subscribe: { livesOn: true } },
    },
  },
});
