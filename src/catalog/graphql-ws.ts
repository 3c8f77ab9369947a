import { library } from './vocabulary.ts';

// It connects for its first subscription and ends with the last, unless `lazy` is `false`.
const createClient = {
  call: [
    { type: 'Client', when: [{ arg: 0, path: 'lazy', is: [false] }] },
    { type: 'Client', owned: 'if disposed' },
  ],
} as const;

export default library({
  package: 'graphql-ws',
  checked: { oldest: '6.4.2', newest: '6.4.2' },
  docs: 'https://the-guild.dev/graphql/ws/docs/interfaces/client.Client#dispose',
  modules: { 'graphql-ws': { createClient } },
  types: {
    Client: { kind: 'client', inPages: true, dispose: { dispose: { async: true } } },
  },
});
