import { framework } from './entry.ts';

/** The same where nothing is imported. */
export default framework({
  name: 'Bun.serve',
  modules: ['global'],
  docs: 'https://bun.sh/docs/api/http',
  unit: 'request',
  registrations: [{ on: ['Bun'], methods: ['serve'], properties: ['*'] }],
});
