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
  /** What is made is the server of Node itself, so that its settings can be written on it. */
  readonly isServer?: true;
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
    modules: ['http', 'node:http', 'https', 'node:https'],
    makes: ['createServer', 'Server'],
    isServer: true,
  },
  { ...node, modules: ['express', 'polka', 'connect'], makes: ['default'] },
  { ...node, modules: ['koa'], makes: ['default'] },
  { ...node, modules: ['@nestjs/core'], makes: ['NestFactory.create'], unless: 'FastifyAdapter' },
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
export const BEHIND_PROXY = 'trust[ _-]?proxy|\\.proxy\\s*=\\s*true\\b';
