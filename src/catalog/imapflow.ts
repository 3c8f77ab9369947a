import { library } from './vocabulary.ts';

const uses = { async: true } as const;

export default library({
  package: 'imapflow',
  checked: { oldest: '2.10.2', newest: '2.10.2' },
  docs: 'https://imapflow.com/docs/api/imapflow-client/#logout',
  modules: {
    imapflow: {
      ImapFlow: { construct: { type: 'ImapFlow' } },
      default: { members: { ImapFlow: { construct: { type: 'ImapFlow' } } } },
    },
  },
  types: {
    ImapFlow: {
      kind: 'client',
      unheard: {
        when: 'a connection that breaks',
        evidence: "imapflow/dist/cjs/imap-flow.js: this.emit('error', err)",
      },
      opensAt: 'connect',
      dispose: { logout: { async: true }, close: {} },
      symbol: { async: true, since: '2.1.0' },
      members: {
        connect: uses,
        mailboxOpen: uses,
        mailboxClose: uses,
        list: uses,
        status: uses,
        search: uses,
        fetchOne: uses,
        fetchAll: uses,
        download: uses,
        append: uses,
        messageMove: uses,
        messageCopy: uses,
        messageDelete: uses,
        messageFlagsAdd: uses,
        messageFlagsRemove: uses,
        getMailboxLock: { call: { type: 'MailboxLockObject', async: true }, evidence: { resultMembers: [] } },
        // Waiting for messages is what such a connection is kept for.
        on: {
          chains: true,
          events: { exists: { livesOn: true }, expunge: { livesOn: true }, flags: { livesOn: true } },
        },
        once: { chains: true },
      },
      closedWhen: { usable: false },
    },
    MailboxLockObject: { kind: 'lease', label: 'mailbox lock', dispose: { release: {} } },
  },
});
