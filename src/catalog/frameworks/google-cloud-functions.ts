import { framework } from './entry.ts';

/** Google Cloud functions, and those of Firebase. */
export default framework({
  name: 'Cloud Functions',
  modules: [
    '@google-cloud/functions-framework',
    'firebase-functions',
    'firebase-functions/v1',
    'firebase-functions/v2',
    'firebase-functions/v2/https',
    'firebase-functions/v2/scheduler',
    'firebase-functions/v2/firestore',
    'firebase-functions/v2/pubsub',
    'firebase-functions/v2/storage',
    'firebase-functions/https',
    'firebase-functions/scheduler',
    'firebase-functions/firestore',
    'firebase-functions/pubsub',
  ],
  docs: 'https://cloud.google.com/functions/docs/writing/write-http-functions',
  unit: 'request',
  registrations: [
    {
      methods: [
        'http',
        'cloudEvent',
        'onRequest',
        'onCall',
        'onSchedule',
        'onRun',
        'onPublish',
        'onMessagePublished',
        'onDocumentCreated',
        'onDocumentUpdated',
        'onDocumentWritten',
        'onDocumentDeleted',
        'onObjectFinalized',
        'onCreate',
        'onUpdate',
        'onWrite',
        'onDelete',
      ],
    },
  ],
  functions: ['HttpFunction', 'CloudEventFunction', 'EventFunction'],
});
