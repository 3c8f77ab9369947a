import { framework } from './entry.ts';

/** Express, and the routers that are used like it. */
export default framework({
  name: 'Express',
  modules: ['express', 'express-serve-static-core', 'express-promise-router', 'router', 'restify', 'polka'],
  docs: 'https://expressjs.com/en/guide/routing.html',
  unit: 'request',
  registrations: [
    {
      on: ['default', 'Router', 'Express', 'Application', 'IRouter', 'createServer'],
      methods: ['get', 'post', 'put', 'patch', 'delete', 'del', 'head', 'options', 'all', 'use', 'param', 'pre'],
    },
  ],
  parameters: ['Request'],
  functions: ['RequestHandler', 'ErrorRequestHandler', 'Handler'],
  // A module that is a handler, or a piece of middleware, whoever mounts it.
  exported: [{ names: ['default'], parameter: ['req', '_req'] }],
});
