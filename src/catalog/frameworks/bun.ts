import { framework } from './entry.ts';

export default framework({
  name: 'Bun.serve',
  modules: ['bun'],
  docs: 'https://bun.sh/docs/api/http',
  unit: 'request',
  registrations: [{ methods: ['serve'], properties: ['*'] }],
});
