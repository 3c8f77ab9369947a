import { library } from './vocabulary.ts';

// Without `keepAlive` a socket is closed when its response has ended: nothing to destroy.
const named = {
  ProxyAgent: {
    construct: [
      { type: 'ProxyAgent', when: [{ arg: 0, path: 'keepAlive', is: [true] }] },
      { type: 'node:http#ClosingAgent' },
    ],
  },
} as const;

export default library({
  package: 'proxy-agent',
  checked: { oldest: '6.0.0', newest: '8.0.2' },
  docs: 'https://github.com/TooTallNate/proxy-agents/tree/main/packages/proxy-agent',
  modules: { 'proxy-agent': named },
  types: {
    ProxyAgent: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, idle: true, takenBy: ['agent', 'httpAgent', 'httpsAgent'] },
      extends: 'node:http#Agent',
    },
  },
});
