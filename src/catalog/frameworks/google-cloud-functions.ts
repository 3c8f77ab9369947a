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
    'firebase-functions/v2/tasks',
    'firebase-functions/v2/database',
    'firebase-functions/https',
    'firebase-functions/scheduler',
    'firebase-functions/firestore',
    'firebase-functions/pubsub',
    'firebase-functions/storage',
    'firebase-functions/tasks',
    'firebase-functions/database',
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
        'onTaskDispatched',
        'onMessagePublished',
        'onDocumentCreated',
        'onDocumentUpdated',
        'onDocumentWritten',
        'onDocumentDeleted',
        'onObjectFinalized',
        'onValueCreated',
        'onValueUpdated',
        'onValueWritten',
        'onValueDeleted',
      ],
    },
    // `functions.pubsub.schedule('every 5 minutes').onRun(clean)`, of the first generation.
    {
      on: ['schedule', 'topic', 'document', 'ref', 'user', 'object', 'runWith', 'region'],
      methods: ['onRun', 'onPublish', 'onCreate', 'onUpdate', 'onWrite', 'onDelete', 'onFinalize', 'onArchive'],
    },
    // `functions.region('europe-west1').https.onRequest(answer)`
    { on: ['runWith', 'region'], methods: ['onRequest', 'onCall', 'onDispatch'] },
  ],
  functions: ['HttpFunction', 'CloudEventFunction', 'EventFunction'],
});
