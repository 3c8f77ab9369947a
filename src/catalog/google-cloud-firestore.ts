import { library } from './vocabulary.ts';

/** The gRPC channel opens at the first operation. */
export default library({
  package: '@google-cloud/firestore',
  checked: { oldest: '9.4.1', newest: '9.4.1' },
  docs: 'https://cloud.google.com/nodejs/docs/reference/firestore/latest/firestore/firestore#_google_cloud_firestore_Firestore_terminate_member_1_',
  modules: {
    '@google-cloud/firestore': { Firestore: { construct: { type: 'Firestore' } } },
  },
  types: {
    Firestore: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, idle: true, secrets: ['credentials'] },
      opensAt: '*',
      dispose: { terminate: { async: true } },
      members: { runTransaction: { async: true } },
    },
  },
});
