import { library } from './vocabulary.ts';

const isOff = [false] as const;

/** Each client renews its session on a timer that holds it for ever, unless it is told not to. */
export default library({
  package: '@supabase/supabase-js',
  checked: { oldest: '2.119.1', newest: '2.119.1' },
  docs: 'https://supabase.com/docs/reference/javascript/initializing',
  modules: {
    '@supabase/supabase-js': {
      createClient: {
        call: {
          type: 'SupabaseClient',
          unless: [
            { arg: 2, path: 'auth.autoRefreshToken', is: isOff },
            { arg: 2, path: 'auth.persistSession', is: isOff },
            // With a token of one's own there is no session to renew.
            { arg: 2, path: 'accessToken' },
          ],
        },
      },
    },
  },
  types: {
    // What it holds is the session of one user: sharing it is for those who only use the key of the service.
    SupabaseClient: {
      kind: 'plain',
      label: 'Supabase client',
      rebuilt: {
        harms: 'request',
        cost: 'Each one renews its session on a timer that nothing stops, unless `auth.autoRefreshToken` is `false`',
      },
    },
  },
});
