import { framework } from './entry.ts';

export default framework({
  name: 'Fastify',
  modules: ['fastify', 'fastify-plugin'],
  docs: 'https://fastify.dev/docs/latest/Reference/Routes/',
  unit: 'request',
  registrations: [
    {
      on: ['default', 'fastify', 'FastifyInstance'],
      methods: [
        'get',
        'post',
        'put',
        'patch',
        'delete',
        'head',
        'options',
        'all',
        'setErrorHandler',
        'setNotFoundHandler',
      ],
    },
    {
      on: ['default', 'fastify', 'FastifyInstance'],
      methods: ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'all', 'route'],
      properties: [
        'handler',
        'onRequest',
        'preHandler',
        'preParsing',
        'preValidation',
        'preSerialization',
        'onSend',
        'onResponse',
      ],
    },
    {
      on: ['default', 'fastify', 'FastifyInstance'],
      methods: ['addHook'],
      events: [
        'onRequest',
        'preParsing',
        'preValidation',
        'preHandler',
        'preSerialization',
        'onSend',
        'onResponse',
        'onError',
        'onTimeout',
      ],
    },
  ],
  parameters: ['FastifyRequest'],
  functions: ['RouteHandler', 'RouteHandlerMethod', 'preHandlerHookHandler', 'onRequestHookHandler'],
});
