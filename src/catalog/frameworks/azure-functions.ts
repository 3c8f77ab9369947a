import { framework } from './entry.ts';

const verbs = ['get', 'post', 'put', 'patch', 'deleteRequest'] as const;

export default framework({
  name: 'Azure Functions',
  modules: ['@azure/functions'],
  docs: 'https://learn.microsoft.com/en-us/azure/azure-functions/functions-reference-node',
  unit: 'request',
  registrations: [
    { methods: verbs },
    {
      methods: [
        ...verbs,
        'http',
        'timer',
        'storageBlob',
        'storageQueue',
        'serviceBusQueue',
        'serviceBusTopic',
        'eventHub',
        'eventGrid',
        'cosmosDB',
        'sql',
        'mySql',
        'webPubSub',
        'generic',
      ],
      properties: ['handler'],
    },
  ],
  parameters: ['HttpRequest'],
  functions: ['AzureFunction', 'HttpHandler', 'TimerHandler', 'ServiceBusQueueHandler', 'StorageQueueHandler'],
});
