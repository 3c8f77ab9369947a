import { framework } from './entry.ts';

export default framework({
  name: 'SvelteKit',
  modules: ['@sveltejs/kit', './$types'],
  docs: 'https://svelte.dev/docs/kit/routing#server',
  unit: 'request',
  parameters: ['RequestEvent', 'ServerLoadEvent'],
  functions: ['RequestHandler', 'PageServerLoad', 'LayoutServerLoad', 'ServerLoad', 'Handle', 'Action'],
  exported: [
    {
      names: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'fallback'],
      path: '(?:^|/)\\+server\\.[jt]s$',
    },
    { names: ['load', 'actions'], path: '(?:^|/)\\+(?:page|layout)\\.server\\.[jt]s$' },
    { names: ['handle', 'handleFetch'], path: '(?:^|/)hooks\\.server\\.[jt]s$' },
  ],
});
