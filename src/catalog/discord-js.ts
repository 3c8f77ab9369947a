import { library } from './vocabulary.ts';

const listening = { chains: true, livesOn: true } as const;

export default library({
  package: 'discord.js',
  checked: { oldest: '14.28.1', newest: '14.28.1' },
  docs: 'https://discord.js.org/docs/packages/discord.js/main/Client:Class#destroy',
  modules: { 'discord.js': { Client: { construct: { type: 'Client' } } } },
  types: {
    // A bot, which listens, lives as long as its process; one that logs in to say something owes its end.
    Client: {
      kind: 'client',
      opensAt: 'login',
      dispose: { destroy: { async: true } },
      symbol: { async: true, since: '14.15.0', calls: 'destroy' },
      members: { login: { async: true }, on: listening, addListener: listening, once: { chains: true } },
    },
  },
});
