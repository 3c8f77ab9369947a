import { framework } from './entry.ts';

/** Nuxt and Nitro, whose functions are there without an import, and h3 beneath them. */
export default framework({
  name: 'h3',
  modules: ['h3', '#imports', 'nitropack', 'nitro/h3', 'global'],
  docs: 'https://h3.dev/guide/basics/handler',
  unit: 'request',
  registrations: [
    {
      methods: [
        'defineEventHandler',
        'eventHandler',
        'cachedEventHandler',
        'defineCachedEventHandler',
        'defineRequestMiddleware',
        'defineWebSocketHandler',
      ],
    },
    {
      on: ['createRouter', 'createApp', 'H3'],
      methods: ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'all', 'use', 'add'],
    },
  ],
  parameters: ['H3Event'],
  functions: ['EventHandler'],
});
