import { library } from './vocabulary.ts';

const rebuilt = { harms: 'request', shared: true, secrets: ['credentials.password'] } as const;
const uses = {
  get: { async: true },
  set: { async: true },
  del: { async: true },
  exists: { async: true },
  expire: { async: true },
  hget: { async: true },
  hset: { async: true },
  incr: { async: true },
} as const;

export default library({
  package: '@valkey/valkey-glide',
  checked: { oldest: '2.5.2', newest: '2.5.2' },
  docs: 'https://glide.valkey.io/how-to/client-initialization/',
  modules: {
    '@valkey/valkey-glide': {
      GlideClient: { members: { createClient: { call: { type: 'GlideClient', async: true } } } },
      GlideClusterClient: { members: { createClient: { call: { type: 'GlideClusterClient', async: true } } } },
    },
  },
  types: {
    // A subscriber is told of in the configuration, and lives on with it.
    GlideClient: { kind: 'client', rebuilt, dispose: { close: {} }, members: uses },
    GlideClusterClient: { kind: 'client', label: 'cluster client', rebuilt, dispose: { close: {} }, members: uses },
  },
});
