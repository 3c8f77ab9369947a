import { library } from './vocabulary.ts';

const uses = { async: true } as const;
const connect = { call: { type: 'ImapSimple', async: true, callback: { error: 0, value: 1 } } } as const;
const on = { chains: true, events: { mail: { livesOn: true }, expunge: { livesOn: true } } } as const;

export default library({
  package: 'imap-simple',
  checked: { oldest: '5.1.0', newest: '5.1.0' },
  docs: 'https://github.com/chadxz/imap-simple#api',
  modules: { 'imap-simple': { connect, default: { members: { connect } } } },
  declaredIn: ['@types/imap-simple'],
  types: {
    // It passes the errors of its connection on, with or without a request under way.
    ImapSimple: {
      kind: 'client',
      label: 'connection',
      unheard: {
        when: 'a connection that breaks',
        evidence: "imap-simple/lib/imapSimple.js: self.emit('error', err)",
      },
      dispose: { end: {} },
      members: {
        on,
        once: { chains: true },
        openBox: uses,
        closeBox: uses,
        addBox: uses,
        delBox: uses,
        getBoxes: uses,
        search: uses,
        getPartData: uses,
        addMessageLabel: uses,
        append: uses,
        moveMessage: uses,
        addFlags: uses,
        delFlags: uses,
        deleteMessage: uses,
      },
    },
  },
});
