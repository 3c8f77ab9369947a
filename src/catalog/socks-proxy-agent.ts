import { library } from './vocabulary.ts';

// Without `keepAlive` a socket is closed when its response has ended: nothing to destroy.
const named = {
  SocksProxyAgent: {
    construct: [
      { type: 'SocksProxyAgent', when: [{ arg: 1, path: 'keepAlive', is: [true] }] },
      { type: 'node:http#ClosingAgent' },
    ],
  },
} as const;

export default library({
  package: 'socks-proxy-agent',
  checked: { oldest: '8.0.1', newest: '10.1.0' },
  docs: 'https://github.com/TooTallNate/proxy-agents/tree/main/packages/socks-proxy-agent',
  modules: { 'socks-proxy-agent': named },
  types: {
    SocksProxyAgent: {
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
