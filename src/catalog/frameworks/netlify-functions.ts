import { framework } from './entry.ts';

export default framework({
  name: 'Netlify',
  modules: ['@netlify/functions'],
  docs: 'https://docs.netlify.com/functions/get-started/',
  unit: 'request',
  registrations: [{ methods: ['builder', 'schedule', 'stream'] }],
  parameters: ['HandlerEvent'],
  functions: ['Handler', 'BackgroundHandler', 'StreamingHandler'],
});
