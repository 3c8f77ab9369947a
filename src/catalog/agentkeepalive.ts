import { library } from './vocabulary.ts';

// It keeps connections alive unless told not to.
const unless = [{ arg: 0, path: 'keepAlive', is: [false] }] as const;
// `keepSocketAlive` puts its own timer over the one that Node has set by the server's `Keep-Alive: timeout=5`.
const idle = {
  options: [0],
  path: 'freeSocketTimeout',
  evidence:
    'agentkeepalive/lib/agent.js: keepSocketAlive sets the timer of the socket to freeSocketTimeout, 4 seconds by default',
} as const;
const HttpAgent = { construct: { type: 'HttpAgent', unless } } as const;
const HttpsAgent = { construct: { type: 'HttpsAgent', unless } } as const;

export default library({
  package: 'agentkeepalive',
  checked: { oldest: '4.6.0', newest: '4.6.0' },
  docs: 'https://github.com/node-modules/agentkeepalive#usage',
  modules: {
    agentkeepalive: {
      default: { ...HttpAgent, members: { HttpAgent: { ...HttpAgent, since: '4.6.0' }, HttpsAgent } },
      HttpAgent: { ...HttpAgent, since: '4.6.0' },
      HttpsAgent,
    },
  },
  types: {
    HttpAgent: {
      kind: 'client',
      // `timeout` is twice `freeSocketTimeout`, 8 seconds and more, where nobody says: a socket in use is destroyed after it.
      cutsOff: true,
      idle,
      rebuilt: { harms: 'request', shared: true, idle: true, takenBy: ['agent', 'httpAgent', 'httpsAgent'] },
      names: ['HttpAgent', 'AgentKeepAlive'],
      extends: 'node:http#Agent',
    },
    HttpsAgent: {
      kind: 'client',
      // `timeout` is twice `freeSocketTimeout`, 8 seconds and more, where nobody says: a socket in use is destroyed after it.
      cutsOff: true,
      idle,
      rebuilt: { harms: 'request', shared: true, idle: true, takenBy: ['agent', 'httpAgent', 'httpsAgent'] },
      extends: 'node:http#Agent',
    },
  },
});
