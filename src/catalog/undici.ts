import { fetchWaits } from './global.ts';
import { library } from './vocabulary.ts';

// The options are the second argument of the module's functions and the first of a dispatcher's methods, which also take a callback.
const headSecond = [{ arg: 1, path: 'method', is: ['HEAD', 'head'] }] as const;
const headFirst = [{ arg: 0, path: 'method', is: ['HEAD', 'head'] }] as const;
const callback = { error: 0, value: 1 } as const;
const owning = { close: { async: true, waits: true }, destroy: { async: true, forced: true } } as const;
const rebuilt = {
  harms: 'request',
  shared: true,
  idle: true,
  secrets: ['connect.cert', 'connect.key', 'connect.pfx', 'auth', 'token'],
  takenBy: ['dispatcher'],
} as const;
// `connections || null`, and null is no limit.
const limits = [
  {
    of: 'its connections to one origin',
    options: [0],
    bounds: [{ path: 'connections', unit: 'other', none: [null, 0] }],
    // Over HTTP/2 one connection takes a hundred requests; in 7 it takes one, unless it is told how many.
    sharedBy: { path: 'allowH2', beside: 'pipelining', since: '8.0.0' },
    suggested: 100,
    evidence: 'undici/lib/dispatcher/pool.js: "this[kConnections] = connections || null"',
  },
] as const;
const limitsSecond = [{ ...limits[0], options: [1] }] as const;
const multiplexed = {
  options: [0],
  path: 'allowH2',
  // Measured with 7.30.2: with `allowH2` alone thirty requests at once take ten of ten connections, with this one.
  beside: { path: 'pipelining', value: 100 },
  // A connector of one's own negotiates for itself; pipelining is another way.
  unless: [{ path: 'connect' }, { path: 'factory' }, { path: 'socketPath' }, { path: 'pipelining', none: [0, 1] }],
  until: '8.0.0',
  evidence:
    'undici 7, lib/core/connect.js: "allowH2 = allowH2 != null ? allowH2 : false"; undici 8, lib/dispatcher/client.js: "enabled by default"; undici 7, lib/dispatcher/client.js: "pipelining != null ? pipelining : 1"; run in tests/proof',
} as const;
const multiplexedSecond = { ...multiplexed, origin: 0, options: [1] } as const;
const statistics = {
  reads: ['stats'],
  events: ['connect', 'disconnect', 'connectionError', 'drain'],
  sample: 'setInterval(() => console.log({ running: $.stats.running, queued: $.stats.queued }), 60_000).unref()',
  evidence: 'https://undici.nodejs.org/#/docs/api/PoolStats',
} as const;
const own = { kind: 'client', extends: 'Dispatcher', rebuilt } as const;
const demanding = { ...own, rebuilt: { ...rebuilt, throws: true } } as const;
const telling = { ...own, closedWhen: { closed: true, destroyed: true } } as const;

const requestWaits = {
  for: 'a response',
  standard: 300_000,
  options: [1],
  bounds: [
    { path: 'signal', unit: 'signal', none: [null] },
    { path: 'headersTimeout', unit: 'ms', none: [0] },
    { path: 'dispatcher', unit: 'other' },
  ],
  boundByCalls: ['setGlobalDispatcher'],
  boundElsewhere: fetchWaits.boundElsewhere,
  evidence: 'undici/lib/dispatcher/client.js: headersTimeout and bodyTimeout are 300e3 where nothing is said',
} as const;

const common = {
  Client: { construct: { type: 'Client' } },
  Pool: { construct: { type: 'Pool' } },
  BalancedPool: { construct: { type: 'BalancedPool' } },
  Agent: { construct: { type: 'Agent' } },
  MockAgent: { construct: { type: 'MockAgent' } },
  getGlobalDispatcher: { call: { type: 'Dispatcher', owned: false } },
  request: { call: { type: 'ResponseData', async: true, unless: headSecond }, waits: requestWaits },
  // `stream` reads the body into the writable that its factory gives, `pipeline` gives a stream for `stream.pipeline`: nothing is owed.
  connect: { call: { type: 'ConnectData', async: true } },
  upgrade: { call: { type: 'ConnectData', async: true } },
  fetch: { call: { type: 'Response', async: true, unless: headSecond }, waits: fetchWaits },
} as const;

const named = {
  ...common,
  H2CClient: { construct: { type: 'H2CClient' }, since: '7.7.0' },
  RoundRobinPool: { construct: { type: 'RoundRobinPool' }, since: '7.17.0' },
  ProxyAgent: { construct: { type: 'ProxyAgent' } },
  Socks5ProxyAgent: { construct: { type: 'Socks5ProxyAgent' }, since: '7.23.0' },
  EnvHttpProxyAgent: { construct: { type: 'EnvHttpProxyAgent' }, since: '6.14.0' },
  RetryAgent: { construct: { type: 'RetryAgent' }, since: '6.7.0' },
  WebSocket: { construct: { type: 'global#WebSocket' } },
  EventSource: { construct: { type: 'global#EventSource' }, since: '6.5.0' },
} as const;

export default library({
  package: 'undici',
  checked: { oldest: '6.0.0', newest: '8.12.4' },
  docs: 'https://undici.nodejs.org/#/?id=garbage-collection',
  modules: { undici: { ...named, default: { members: common } } },
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
        // The same dispatcher behind a proxy, which passes `close` and `destroy` on.
        compose: { call: { type: 'Dispatcher', owned: false }, carries: true, since: '6.10.0' },
      },
      borrowedAs: ['dispatcher'],
    },
    Client: { ...telling, multiplexed: multiplexedSecond },
    H2CClient: telling,
    Pool: { ...telling, label: 'pool', limits: limitsSecond, multiplexed: multiplexedSecond, statistics },
    BalancedPool: { ...telling, label: 'pool', limits: limitsSecond, multiplexed: multiplexedSecond },
    RoundRobinPool: { ...telling, label: 'pool', multiplexed: multiplexedSecond, statistics },
    Agent: { ...telling, label: 'agent', limits, multiplexed },
    ProxyAgent: { ...demanding, label: 'agent' },
    Socks5ProxyAgent: { ...demanding, label: 'agent' },
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
      extends: 'node:http#IncomingMessage',
      label: 'body',
      dispose: {
        dump: { async: true },
        text: { async: true },
        json: { async: true },
        arrayBuffer: { async: true },
        blob: { async: true },
        bytes: { async: true, since: '6.21.0' },
        // `formData` is not implemented: it rejects and reads nothing.
      },
      symbol: { async: true, since: '6.0.0', safe: false },
      closedWhen: { bodyUsed: true, destroyed: true, readableEnded: true },
      discard: 'await $.dump()',
    },
    Response: {
      kind: 'response',
      extends: 'global#Response',
      inPages: false,
      dispose: { bytes: { async: true, since: '7.11.0' } },
      members: { clone: { call: { type: 'Response' } } },
    },
    /** A tunnel: what `connect` and `upgrade` give. */
    ConnectData: {
      kind: 'client',
      label: 'socket',
      names: ['ConnectData', 'UpgradeData'],
      members: { socket: { read: 'Tunnel', carries: true } },
    },
    Tunnel: {
      kind: 'client',
      label: 'socket',
      names: [],
      dispose: { end: {}, destroy: {} },
      symbol: { async: true, since: '6.0.0', safe: false },
      members: { pipe: { livesOn: true } },
    },
  },
});
