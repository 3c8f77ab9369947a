import { library } from './vocabulary.ts';

// The options are the second argument of the module's functions and the first of a dispatcher's methods.
const headSecond = [{ arg: 1, path: 'method', is: ['HEAD', 'head'] }] as const;
const headFirst = [{ arg: 0, path: 'method', is: ['HEAD', 'head'] }] as const;
const callback = { error: 0, value: 1 } as const;
const owning = { close: { async: true }, destroy: { async: true, forced: true } } as const;
const own = { kind: 'client', extends: 'Dispatcher' } as const;

const named = {
  Client: { construct: { type: 'Client' } },
  H2CClient: { construct: { type: 'H2CClient' } },
  Pool: { construct: { type: 'Pool' } },
  BalancedPool: { construct: { type: 'BalancedPool' } },
  RoundRobinPool: { construct: { type: 'RoundRobinPool' } },
  Agent: { construct: { type: 'Agent' } },
  ProxyAgent: { construct: { type: 'ProxyAgent' } },
  Socks5ProxyAgent: { construct: { type: 'Socks5ProxyAgent' } },
  EnvHttpProxyAgent: { construct: { type: 'EnvHttpProxyAgent' } },
  RetryAgent: { construct: { type: 'RetryAgent' } },
  MockAgent: { construct: { type: 'MockAgent' } },
  getGlobalDispatcher: { call: { type: 'Dispatcher', owned: false } },
  request: { call: { type: 'ResponseData', async: true, callback, unless: headSecond } },
  // `stream` reads the body into the writable that its factory gives, `pipeline` gives a stream for `stream.pipeline`: nothing is owed.
  connect: { call: { type: 'ConnectData', async: true, callback } },
  upgrade: { call: { type: 'ConnectData', async: true, callback } },
  fetch: { call: { type: 'Response', async: true, unless: headSecond } },
  WebSocket: { construct: { type: 'global#WebSocket' } },
  EventSource: { construct: { type: 'global#EventSource' } },
} as const;

export default library({
  package: 'undici',
  checked: { oldest: '6.0.0', newest: '8.12.4' },
  docs: 'https://undici.nodejs.org/#/?id=garbage-collection',
  modules: { undici: { ...named, default: { members: named } } },
  types: {
    /** Any dispatcher. It has no dispose symbol in any version. */
    Dispatcher: {
      kind: 'client',
      label: 'dispatcher',
      names: ['Dispatcher', 'ComposedDispatcher'],
      dispose: owning,
      members: {
        request: { call: { type: 'ResponseData', async: true, callback, unless: headFirst } },
        connect: { call: { type: 'ConnectData', async: true, callback } },
        upgrade: { call: { type: 'ConnectData', async: true, callback } },
        stream: { async: true },
        compose: { call: { type: 'Dispatcher', owned: false } },
      },
      closedWhen: { closed: true, destroyed: true },
      borrowedAs: ['dispatcher'],
    },
    Client: own,
    H2CClient: own,
    Pool: { ...own, label: 'pool' },
    BalancedPool: { ...own, label: 'pool' },
    RoundRobinPool: { ...own, label: 'pool' },
    Agent: { ...own, label: 'agent' },
    ProxyAgent: { ...own, label: 'agent' },
    Socks5ProxyAgent: { ...own, label: 'agent' },
    EnvHttpProxyAgent: { ...own, label: 'agent' },
    // Wraps a dispatcher that somebody else owns; its `close` and `destroy` are that one's.
    RetryAgent: { kind: 'plain', extends: 'Dispatcher' },
    // A test double that opens nothing by itself.
    MockAgent: { kind: 'plain', extends: 'Dispatcher' },
    ResponseData: {
      kind: 'response',
      dispose: { 'body.dump': { async: true } },
      members: { body: { read: 'BodyReadable', carries: true } },
      bodilessStatus: true,
      discard: 'await $.body.dump()',
    },
    BodyReadable: {
      kind: 'response',
      extends: 'node:http#MessageBody',
      dispose: {
        dump: { async: true },
        text: { async: true }, json: { async: true }, arrayBuffer: { async: true }, blob: { async: true }, bytes: { async: true },
        // `formData` is not implemented: it rejects and reads nothing.
      },
      members: { body: { read: 'global#Body', carries: true } },
      closedWhen: { bodyUsed: true, destroyed: true, readableEnded: true },
      discard: 'await $.dump()',
    },
    Response: { kind: 'response', extends: 'global#Response' },
    /** A tunnel: what `connect` and `upgrade` give. */
    ConnectData: {
      kind: 'client',
      label: 'socket',
      names: ['ConnectData', 'UpgradeData'],
      members: { socket: { read: 'Tunnel', carries: true } },
    },
    Tunnel: { kind: 'client', label: 'socket', names: [], dispose: { end: {}, destroy: {} }, members: { pipe: { livesOn: true } } },
  },
});
