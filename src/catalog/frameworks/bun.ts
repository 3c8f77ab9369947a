import { framework } from './entry.ts';

export default framework({
  name: 'Bun.serve',
  modules: ['bun', 'global'],
  docs: 'https://bun.sh/docs/api/http',
  unit: 'request',
  registrations: [{ on: ['Bun'], methods: ['serve'], properties: ['*'] }],
});
