import { framework } from './entry.ts';

export default framework({
  name: 'Koa',
  modules: ['koa', '@koa/router', 'koa-router'],
  docs: 'https://koajs.com/#application',
  unit: 'request',
  registrations: [
    {
      on: ['default', 'Router'],
      methods: ['get', 'post', 'put', 'patch', 'delete', 'del', 'head', 'options', 'all', 'use', 'param'],
    },
  ],
  parameters: ['Context', 'ParameterizedContext', 'RouterContext'],
  functions: ['Middleware'],
});
