import { library } from './vocabulary.ts';

export default library({
  package: '@google/genai',
  checked: { oldest: '2.32.0', newest: '2.32.0' },
  docs: 'https://googleapis.github.io/js-genai/release_docs/classes/live.Session.html#close',
  modules: { '@google/genai': { GoogleGenAI: { construct: { type: 'GoogleGenAI' } } } },
  types: {
    // Requests go through the platform's fetch: only live sessions hold a connection.
    GoogleGenAI: { kind: 'plain', members: { live: { read: 'Live' } } },
    Live: { kind: 'plain', members: { connect: { call: { type: 'Session', async: true } } } },
    Session: { kind: 'client', label: 'session', dispose: { close: {} } },
  },
});
