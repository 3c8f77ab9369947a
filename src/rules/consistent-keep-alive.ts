import { ALIGN_IDLE_TITLES, alignIdle } from '../fixes/align-idle.ts';
import { defineRule } from '../rule/define-rule.ts';
import { oneOf, wholeNumber } from '../rule/options.ts';

const seconds = (milliseconds: number): string => `${String(Math.round(milliseconds / 100) / 10)} s`;

/** Of two ends of a connection the one that sends is the first to give it up. */
export default defineRule({
  name: 'consistent-keep-alive',
  kind: 'problem',
  tier: 'recommended',
  summary: 'Enforce idle times by which no side closes a connection while the other one sends on it',
  messages: {
    headers:
      '`headersTimeout` of {{own}} is not longer than `keepAliveTimeout` of {{other}}: a connection that was idle may be cut off.',
    short: 'The server closes idle connections after {{own}}, while the proxy in front keeps them for {{other}}.',
    unset:
      'Nothing sets `keepAliveTimeout`: the server closes idle connections after {{own}}, while the proxy in front keeps them for {{other}}.',
    assumed:
      'Nothing sets `keepAliveTimeout`: the server closes idle connections after {{own}}, while a proxy in front usually keeps them for {{other}}.',
    deployed:
      'Nothing sets `keepAliveTimeout`: the server closes idle connections after {{own}}, while what stands in front of a deployed service usually keeps them for {{other}}.',
    long: 'The client keeps idle connections for {{own}}, while the server closes them after {{other}}.',
    ...ALIGN_IDLE_TITLES,
  },
  options: {
    proxy: oneOf(
      ['auto', 'trusted', 'none', 'aws-alb', 'google-cloud', 'nginx', 'oracle-cloud'],
      'auto',
      'What stands in front of the server; `trusted`: something usual, where the service trusts a proxy; `auto`: also where its port is given from outside.',
      { recommended: 'trusted' },
    ),
    proxyIdleTimeoutMs: wholeNumber('Milliseconds after which the proxy closes an idle connection, before `proxy`.', {
      minimum: 1,
    }),
    serverIdleTimeoutMs: wholeNumber(
      'Milliseconds after which the servers that clients talk to close an idle connection; 0: not known.',
      { standard: 5_000, recommended: 0 },
    ),
  },
  *check(file, { proxy, proxyIdleTimeoutMs, serverIdleTimeoutMs }) {
    const isTold = proxyIdleTimeoutMs !== undefined || !['auto', 'trusted', 'none'].includes(proxy);
    const neighbours = { proxy: proxyIdleTimeoutMs ?? proxy, server: serverIdleTimeoutMs };
    for (const fault of file.keepAliveFaults(neighbours)) {
      yield {
        at: fault.place,
        message: fault.how,
        data: { own: seconds(fault.own), other: seconds(fault.other) },
        repair: alignIdle(fault, file, isTold),
      };
    }
  },
});
