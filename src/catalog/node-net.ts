import { library } from './vocabulary.ts';

const chains = { chains: true } as const;
/** Who waits for the end leaves it to the other side. */
const over = { chains: true, events: { end: { livesOn: true }, close: { livesOn: true } } } as const;
const connect = { call: { type: 'Socket' } } as const;

// Servers, and the sockets that they hand to their listeners, owe nothing.
const named = { connect, createConnection: connect, Socket: { construct: { type: 'UnconnectedSocket' } } } as const;

const entry = { ...named, default: { members: named } } as const;

export default library({
  package: 'node:net',
  checked: { oldest: '20.0.0', newest: '26.6.6' },
  docs: 'https://nodejs.org/api/net.html#class-netsocket',
  modules: { 'node:net': entry, net: entry },
  declaredIn: ['@types/node'],
  types: {
    Socket: {
      kind: 'client',
      unheard: {
        when: 'a connection that is refused or breaks',
        goesWith: true,
        evidence: 'https://nodejs.org/api/net.html#event-error_1',
      },
      label: 'socket',
      owedByAnnotation: false,
      dispose: { end: {}, destroy: {}, destroySoon: {}, resetAndDestroy: { forced: true } },
      // Destroys with an error, and so drops what is not written yet.
      symbol: { async: true, since: '20.4.0', safe: false },
      members: {
        // The end of either stream then ends the other.
        pipe: { livesOn: true },
        on: over,
        once: over,
        addListener: over,
        prependListener: over,
        off: chains,
        removeListener: chains,
        connect: chains,
        setEncoding: chains,
        setTimeout: chains,
        setNoDelay: chains,
        setKeepAlive: chains,
        ref: chains,
        unref: chains,
      },
      closedWhen: { destroyed: true },
    },
    /** `new Socket()` has no handle before `connect`. */
    UnconnectedSocket: { kind: 'client', extends: 'Socket', names: [], opensAt: 'connect' },
  },
});
