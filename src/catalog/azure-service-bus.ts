import { library } from './vocabulary.ts';

const receiver = { type: 'ServiceBusReceiver' } as const;
const session = { call: { type: 'ServiceBusSessionReceiver', async: true } } as const;
const receives = {
  receiveMessages: { async: true },
  peekMessages: { async: true },
  subscribe: { livesOn: true },
} as const;

/** The AMQP connection opens at the first operation. Closing the client closes its senders and receivers. */
export default library({
  package: '@azure/service-bus',
  checked: { oldest: '7.9.5', newest: '7.9.5' },
  docs: 'https://learn.microsoft.com/en-us/javascript/api/overview/azure/service-bus-readme',
  modules: {
    '@azure/service-bus': { ServiceBusClient: { construct: { type: 'ServiceBusClient' } } },
  },
  types: {
    ServiceBusClient: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, idle: true, throws: true, secrets: [1] },
      opensAt: '*',
      dispose: { close: { async: true } },
      members: {
        createSender: { call: { type: 'ServiceBusSender' } },
        createReceiver: { call: receiver },
        acceptSession: session,
        acceptNextSession: session,
      },
    },
    ServiceBusSender: {
      kind: 'lease',
      label: 'sender',
      dispose: { close: { async: true } },
      members: { sendMessages: { async: true }, scheduleMessages: { async: true } },
      closedWhen: { isClosed: true },
    },
    ServiceBusReceiver: {
      kind: 'lease',
      label: 'receiver',
      dispose: { close: { async: true } },
      members: receives,
      closedWhen: { isClosed: true },
    },
    ServiceBusSessionReceiver: {
      kind: 'lease',
      label: 'session receiver',
      dispose: { close: { async: true } },
      members: receives,
      closedWhen: { isClosed: true },
    },
  },
});
