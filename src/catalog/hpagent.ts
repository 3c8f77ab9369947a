import { library } from './vocabulary.ts';

// Without `keepAlive` a socket is closed when its response has ended: nothing to destroy.
const keepAlive = [{ arg: 0, path: 'keepAlive', is: [true] }] as const;
const closing = { type: 'node:http#ClosingAgent' } as const;
const named = {
  HttpProxyAgent: { construct: [{ type: 'HttpProxyAgent', when: keepAlive }, closing] },
  HttpsProxyAgent: { construct: [{ type: 'HttpsProxyAgent', when: keepAlive }, closing] },
} as const;

export default library({
  package: 'hpagent',
  checked: { oldest: '1.2.0', newest: '1.2.0' },
  docs: 'https://github.com/delvedor/hpagent',
  modules: { hpagent: { ...named, default: { members: named } } },
  types: {
    HttpProxyAgent: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, idle: true, takenBy: ['agent', 'httpAgent', 'httpsAgent'] },
      extends: 'node:http#Agent',
    },
    HttpsProxyAgent: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, idle: true, takenBy: ['agent', 'httpAgent', 'httpsAgent'] },
      extends: 'node:http#Agent',
    },
  },
});
