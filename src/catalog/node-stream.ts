import { library } from './vocabulary.ts';

const given = { call: { type: 'Readable' } } as const;
const named = { Readable: { members: { from: given, fromWeb: given } } } as const;
const entry = { ...named, default: { members: named } } as const;

/** Streams owe nothing. What is made of a response breaks with its connection, and `pipe` passes no error on. */
export default library({
  package: 'node:stream',
  checked: { oldest: '20.0.0', newest: '26.6.6' },
  docs: 'https://nodejs.org/api/stream.html#readablepipedestination-options',
  modules: { 'node:stream': entry, stream: entry },
  declaredIn: ['@types/node'],
  types: {
    Readable: {
      kind: 'plain',
      label: 'stream',
      unheard: {
        when: 'a download that breaks off',
        goesWith: true,
        from: 0,
        usedBy: ['pipe'],
        evidence: 'https://nodejs.org/api/stream.html#readablepipedestination-options: errors are not forwarded',
      },
    },
  },
});
