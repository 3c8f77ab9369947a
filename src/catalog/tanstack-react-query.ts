import { library } from './vocabulary.ts';

const QueryClient = { construct: { type: 'QueryClient' } } as const;

/** A cache without sockets: one for each request is right on a server, where a shared one would show a user what belongs to another. */
export default library({
  package: '@tanstack/react-query',
  checked: { oldest: '5.108.0', newest: '5.108.0' },
  docs: 'https://tanstack.com/query/latest/docs/reference/QueryClient',
  modules: { '@tanstack/react-query': { QueryClient } },
  declaredIn: ['@tanstack/query-core'],
  types: {
    QueryClient: { kind: 'plain', label: 'query client', rebuilt: { harms: 'render', shared: true, idle: true } },
  },
});
