import { framework } from './entry.ts';

export default framework({
  name: 'Hono',
  modules: ['hono', 'hono/tiny', 'hono/quick', 'hono/factory', '@hono/zod-openapi'],
  docs: 'https://hono.dev/docs/api/routing',
  unit: 'request',
  registrations: [
    {
      on: ['Hono', 'OpenAPIHono'],
      methods: [
        'get',
        'post',
        'put',
        'patch',
        'delete',
        'options',
        'all',
        'on',
        'use',
        'openapi',
        'notFound',
        'onError',
      ],
    },
    { methods: ['createMiddleware'] },
  ],
  parameters: ['Context'],
  functions: ['Handler', 'MiddlewareHandler'],
});
