import { framework } from './entry.ts';

export default framework({
  name: 'Vercel',
  modules: ['@vercel/node'],
  docs: 'https://vercel.com/docs/functions/runtimes/node-js',
  unit: 'request',
  parameters: ['VercelRequest', 'NowRequest'],
  functions: ['VercelApiHandler'],
});
