import { framework } from './entry.ts';

/** Procedures and what makes their context. The object that procedures are made with usually comes from another file. */
export default framework({
  name: 'tRPC',
  modules: [
    '@trpc/server/adapters/express',
    '@trpc/server/adapters/fastify',
    '@trpc/server/adapters/fetch',
    '@trpc/server/adapters/next',
    '@trpc/server/adapters/standalone',
    '@trpc/server/adapters/aws-lambda',
    '@trpc/server/adapters/node-http',
    '@trpc/server/adapters/ws',
  ],
  docs: 'https://trpc.io/docs/server/procedures',
  unit: 'request',
  registrations: [
    {
      methods: [
        'createExpressMiddleware',
        'createHTTPServer',
        'createHTTPHandler',
        'createNextApiHandler',
        'fetchRequestHandler',
        'awsLambdaRequestHandler',
        'applyWSSHandler',
        'nodeHTTPRequestHandler',
      ],
      properties: ['createContext', 'onError'],
    },
  ],
  parameters: [
    'CreateExpressContextOptions',
    'CreateFastifyContextOptions',
    'FetchCreateContextFnOptions',
    'CreateNextContextOptions',
    'CreateHTTPContextOptions',
    'CreateAWSLambdaContextOptions',
    'CreateWSSContextFnOptions',
  ],
  looks: [{ methods: ['query', 'mutation', 'subscription', 'use'], receiver: '[pP]rocedure$' }],
});
