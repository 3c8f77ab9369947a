import { framework } from './entry.ts';

export default framework({
  name: 'Azure Functions',
  modules: ['@azure/functions'],
  docs: 'https://learn.microsoft.com/en-us/azure/azure-functions/functions-reference-node',
  unit: 'request',
  registrations: [
    {
      methods: [
        'http',
        'get',
        'post',
        'put',
        'patch',
        'deleteRequest',
        'timer',
        'storageBlob',
        'storageQueue',
        'serviceBusQueue',
        'serviceBusTopic',
        'eventHub',
        'eventGrid',
        'cosmosDB',
      ],
    },
    {
      methods: [
        'http',
        'get',
        'post',
        'put',
        'patch',
        'deleteRequest',
        'timer',
        'storageBlob',
        'storageQueue',
        'serviceBusQueue',
        'serviceBusTopic',
        'eventHub',
        'eventGrid',
        'cosmosDB',
      ],
      properties: ['handler'],
    },
  ],
  parameters: ['HttpRequest'],
  functions: ['AzureFunction', 'HttpHandler', 'TimerHandler', 'ServiceBusQueueHandler', 'StorageQueueHandler'],
});
