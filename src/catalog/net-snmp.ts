import { library } from './vocabulary.ts';

const session = { call: { type: 'Session' } } as const;
const named = {
  createSession: session,
  createV3Session: session,
  Session: { construct: { type: 'Session' }, members: { create: session, createV3: session } },
} as const;
const chains = { chains: true } as const;

/** Requests time out by themselves, after five seconds and one more try. */
export default library({
  package: 'net-snmp',
  checked: { oldest: '3.29.2', newest: '3.29.2' },
  docs: 'https://github.com/markabrahams/node-net-snmp#sessionclose-',
  modules: { 'net-snmp': { ...named, default: { members: named } } },
  declaredIn: ['@types/net-snmp'],
  types: {
    // Each has a UDP socket of its own, which stays open until `close`; that it is unreferenced only lets the process end.
    Session: {
      kind: 'client',
      label: 'session',
      unheard: {
        when: 'a datagram that cannot be read',
        betweenCalls: true,
        evidence: 'net-snmp/index.js: onMsg emits error when Message.createFromBuffer throws',
      },
      dispose: { close: {} },
      members: { on: chains },
    },
  },
});
