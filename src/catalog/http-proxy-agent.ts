import { library } from './vocabulary.ts';

// Without `keepAlive` a socket is closed when its response has ended: nothing to destroy.
const named = {
  HttpProxyAgent: {
    construct: [
      { type: 'HttpProxyAgent', when: [{ arg: 1, path: 'keepAlive', is: [true] }] },
      { type: 'node:http#ClosingAgent' },
    ],
  },
} as const;

export default library({
  package: 'http-proxy-agent',
  checked: { oldest: '7.0.0', newest: '9.1.0' },
  docs: 'https://github.com/TooTallNate/proxy-agents/tree/main/packages/http-proxy-agent',
  modules: { 'http-proxy-agent': named },
  types: {
    HttpProxyAgent: {
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
