import { framework } from './entry.ts';

/** Remix, and React Router as a framework. */
export default framework({
  name: 'Remix',
  modules: [
    '@remix-run/node',
    '@remix-run/server-runtime',
    '@remix-run/cloudflare',
    '@remix-run/deno',
    '@react-router/node',
    'react-router',
  ],
  docs: 'https://reactrouter.com/start/framework/data-loading',
  unit: 'request',
  parameters: ['LoaderFunctionArgs', 'ActionFunctionArgs', 'LoaderArgs', 'ActionArgs', 'DataFunctionArgs'],
  functions: ['LoaderFunction', 'ActionFunction'],
  exported: [{ names: ['loader', 'action'], path: '(?:^|/)(?:routes/.*|root)\\.[jt]sx?$' }],
});
