import { framework } from './entry.ts';

/** Routes of frameworks and routers that nothing is known of: a verb, a path, and a function of a request. */
export default framework({
  name: 'HTTP',
  modules: ['global', 'srvx'],
  docs: 'https://nodejs.org/api/http.html#class-httpincomingmessage',
  unit: 'request',
  // A function of a `Request` of the platform answers it.
  parameters: ['Request', 'ServerRequest'],
  looks: [
    {
      methods: ['get', 'post', 'put', 'patch', 'delete', 'del', 'head', 'options', 'all', 'use', 'route'],
      path: true,
      parameter: ['req', '_req', 'request', '_request', 'ctx', 'context', 'c'],
    },
  ],
});
