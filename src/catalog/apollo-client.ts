import { library } from './vocabulary.ts';

const ApolloClient = { construct: { type: 'ApolloClient' } } as const;

/** A cache without sockets: one for each request is right on a server, where a shared one would show a user what belongs to another. */
export default library({
  package: '@apollo/client',
  checked: { oldest: '4.3.8', newest: '4.3.8' },
  docs: 'https://www.apollographql.com/docs/react/api/core/ApolloClient',
  modules: { '@apollo/client': { ApolloClient }, '@apollo/client/core': { ApolloClient } },
  types: {
    ApolloClient: { kind: 'plain', label: 'Apollo client', rebuilt: { harms: 'render', shared: true, idle: true } },
  },
});
