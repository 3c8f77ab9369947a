import { library } from './vocabulary.ts';

/** Instances and databases are kept by the client, which closes them with itself. */
export default library({
  package: '@google-cloud/spanner',
  checked: { oldest: '9.0.0', newest: '9.0.0' },
  docs: 'https://cloud.google.com/nodejs/docs/reference/spanner/latest/spanner/spanner',
  modules: {
    '@google-cloud/spanner': { Spanner: { construct: { type: 'Spanner' } } },
  },
  types: {
    Spanner: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, secrets: ['credentials'] },
      opensAt: '*',
      dispose: { close: { async: true } },
      members: { instance: { call: { type: 'Instance', owned: false } } },
    },
    Instance: { kind: 'plain', members: { database: { call: { type: 'Database', owned: false } } } },
    Database: { kind: 'plain', dispose: { close: { async: true } }, members: { run: { async: true } } },
  },
});
