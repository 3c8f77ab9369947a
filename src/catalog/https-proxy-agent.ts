import { library } from './vocabulary.ts';

// Without `keepAlive` a socket is closed when its response has ended: nothing to destroy.
const named = {
  HttpsProxyAgent: {
    construct: [
      { type: 'HttpsProxyAgent', when: [{ arg: 1, path: 'keepAlive', is: [true] }] },
      { type: 'node:http#ClosingAgent' },
    ],
  },
} as const;

export default library({
  package: 'https-proxy-agent',
  checked: { oldest: '7.0.0', newest: '9.1.0' },
  docs: 'https://github.com/TooTallNate/proxy-agents/tree/main/packages/https-proxy-agent',
  modules: { 'https-proxy-agent': named },
  types: {
    HttpsProxyAgent: {
      kind: 'client',
      rebuilt: {
        harms: 'request',
        shared: true,
        idle: true,
        throws: true,
        takenBy: ['agent', 'httpAgent', 'httpsAgent'],
      },
      extends: 'node:http#Agent',
    },
  },
});
