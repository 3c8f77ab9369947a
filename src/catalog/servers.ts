/**
 * Who serves HTTP, how long idle connections are kept where nobody says, and how long those keep them who stand in front. Data only.
 */

/** The module whose version is that of Node. */
export const NODE = 'node:http';

/**
 * From this version on the time for headers begins with their first byte, and an idle connection is not cut off by it; before, it began
 * with the end of the last request. https://github.com/nodejs/node/issues/27363, mended in 12.19 and 14; run in tests/proof.
 */
export const HEADERS_TIMED_APART = '14.0.0';

/** A way to a server that listens. */
export interface ServerKind {
  readonly modules: readonly string[];
  /** Exports that make it, `default` for what a module is itself; with a dot for a method of an export. */
  readonly makes: readonly string[];
  /** Calling that listens already; left out: its method `listen` does. */
  readonly listensAtOnce?: true;
  /** Types, by their names, of what has the method `listen`: with a dot for a member of the default export. */
  readonly types?: readonly string[];
  /**
   * How to come at the server of Node itself, whose settings count: what is made is it, `listen` gives it, or a method of what is made does.
   */
  readonly server?: 'itself' | 'listening' | { readonly method: string };
  /** It answers callers without a proxy that ends their TLS, as far as it tells. */
  readonly endsTls?: true;
  /** Milliseconds for which it keeps an idle connection where nobody says. */
  readonly standard: number;
  /** The version of Node from which on that is not so any more. */
  readonly until?: string;
  /** A word in the file by which it is another kind. */
  readonly unless?: string;
  readonly evidence: string;
}

const node = {
  standard: 5_000,
  until: '25.0.0',
  evidence:
    'https://nodejs.org/docs/latest-v24.x/api/http.html#serverkeepalivetimeout: 5000, measured on 20 and 24; 65000 in the declarations of 26',
} as const;

export const SERVERS: readonly ServerKind[] = [
  {
    ...node,
    modules: ['http', 'node:http'],
    makes: ['createServer', 'Server'],
    types: ['Server'],
    server: 'itself',
  },
  {
    ...node,
    modules: ['https', 'node:https'],
    makes: ['createServer', 'Server'],
    types: ['Server'],
    server: 'itself',
    endsTls: true,
  },
  {
    ...node,
    modules: ['express'],
    makes: ['default'],
    types: ['Express', 'Application'],
    server: 'listening',
  },
  { ...node, modules: ['koa'], makes: ['default'], types: ['default'], server: 'listening' },
  { ...node, modules: ['connect'], makes: ['default'], types: ['Server'], server: 'listening' },
  { ...node, modules: ['polka'], makes: ['default'] },
  {
    ...node,
    modules: ['@nestjs/core', '@nestjs/common', '@nestjs/platform-express'],
    makes: ['NestFactory.create'],
    types: ['INestApplication', 'NestExpressApplication'],
    server: { method: 'getHttpServer' },
    unless: 'FastifyAdapter',
  },
  { ...node, modules: ['@hono/node-server'], makes: ['serve'], listensAtOnce: true },
  {
    modules: ['fastify'],
    makes: ['default', 'fastify', 'Fastify'],
    standard: 72_000,
    evidence: 'fastify/lib/config-validator.js: keepAliveTimeout is 72000',
  },
];

/** What stands in front, by the names of the option, with the milliseconds after which it closes an idle connection to the server. */
export const PROXIES = {
  /** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html: "60 seconds by default" */
  'aws-alb': 60_000,
  /** https://cloud.google.com/load-balancing/docs/https#timeout-keepalive-backends: "fixed at 10 minutes (600 seconds)" */
  'google-cloud': 600_000,
  /** https://nginx.org/en/docs/http/ngx_http_upstream_module.html#keepalive_timeout: 60s */
  nginx: 60_000,
  /** https://docs.oracle.com/en-us/iaas/Content/Balance/Reference/connectionreuse.htm: "idle for more than 300 seconds" */
  'oracle-cloud': 300_000,
} as const;

/** By what a file tells that it stands behind a proxy: it lets somebody else say who the client is. */
export const BEHIND_PROXY: readonly string[] = [
  // Express: `app.set('trust proxy', 1)`, `app.enable('trust proxy')`
  String.raw`\.set\(\s*['"]trust proxy['"]\s*,(?!\s*(?:false|0)\b)`,
  String.raw`\.enable\(\s*['"]trust proxy['"]`,
  // Fastify, and options that other code hands on
  String.raw`\btrustProxy['"]?\s*:(?!\s*(?:false|undefined|boolean|string|number|z)\b)`,
  // Koa
  String.raw`\.proxy\s*=\s*true\b`,
  String.raw`\bproxy:\s*true\b[^}]*\bproxyIpHeader\b`,
];

/** By what a file tells that one may stand there: it reads what only a proxy writes. */
export const READS_FORWARDED: readonly string[] = [
  String.raw`\bheaders?(?:\?\.)?\[\s*['"](?:x-forwarded-(?:for|proto|host)|cf-connecting-ip|x-amzn-trace-id)['"]\s*\](?!\s*=[^=])`,
  String.raw`\.(?:get|header)\(\s*['"](?:x-forwarded-(?:for|proto|host)|cf-connecting-ip|x-amzn-trace-id)['"]\s*\)`,
];

/** By what another file tells that it sets how long servers keep idle connections; clients have options of the same name. */
export const SETS_IDLE: readonly string[] = [
  String.raw`\.keepAliveTimeout\s*=[^=]`,
  String.raw`server\w*\b[^\n]{0,100}\bkeepAliveTimeout\b`,
];

/** Files beside a manifest by which a platform runs the package, each of which puts its own proxy in front. */
export const PLATFORM_FILES: readonly string[] = [
  'Procfile',
  'app.yaml',
  'fly.toml',
  'render.yaml',
  'railway.json',
  'railway.toml',
];

/** The settings that say on which port a service itself is to be found; others are of what it has beside, or of its neighbours. */
export const PORT = {
  is: '^(?:(?:node|app|application|server|service|http|api|web|backend|listen|express|nest|main|public)_)*port$',
  /** In a configuration that has a part for each of several things: the part of the service itself. */
  of: '^(?:env|server|app|application|http|api|web|service|express|koa|nest|core|main|backend|listen|ctx|context|this|process|options)$',
} as const;

/** What is run on the machine of its user, by what its manifest needs: nothing stands in front of its servers. */
export const ON_A_DESK: readonly string[] = [
  'electron',
  'vscode',
  '@types/vscode',
  '@oclif/core',
  '@tauri-apps/api',
  'nw',
  'ink',
];

/** By what a file tells that its server is there for who sits at the machine: it opens a browser, or rebuilds what it serves. */
export const FOR_DEVELOPERS: readonly string[] = [
  String.raw`['"](?:open|opn|opener|better-opn|livereload|browser-sync|webpack-dev-(?:middleware|server)|webpack-hot-middleware|nodemon|chokidar|esbuild)['"]`,
];
