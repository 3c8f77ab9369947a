import { framework } from './entry.ts';

export default framework({
  name: 'Deno.serve',
  modules: ['global', 'jsr:@std/http', '@std/http'],
  docs: 'https://docs.deno.com/api/deno/~/Deno.serve',
  unit: 'request',
  registrations: [
    { on: ['Deno'], methods: ['serve'] },
    { on: ['Deno'], methods: ['serve'], properties: ['handler'] },
  ],
});
