import { framework } from './entry.ts';

/** What makes the context of a request, and resolvers, which are known by the object they stand in. */
export default framework({
  name: 'GraphQL',
  modules: [
    '@apollo/server',
    '@apollo/server/standalone',
    '@apollo/server/express4',
    '@as-integrations/express5',
    '@as-integrations/next',
    '@as-integrations/aws-lambda',
    'apollo-server',
    'apollo-server-express',
    'graphql-yoga',
    'graphql-http/lib/use/express',
  ],
  docs: 'https://www.apollographql.com/docs/apollo-server/data/context',
  unit: 'request',
  registrations: [
    {
      methods: [
        'startStandaloneServer',
        'expressMiddleware',
        'startServerAndCreateNextHandler',
        'startServerAndCreateLambdaHandler',
        'createYoga',
        'createHandler',
        'ApolloServer',
      ],
      properties: ['context'],
    },
  ],
  looks: [{ properties: ['Query.*', 'Mutation.*', 'Subscription.*'] }],
});
