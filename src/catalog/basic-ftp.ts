import { library } from './vocabulary.ts';

const uses = { async: true } as const;

export default library({
  package: 'basic-ftp',
  checked: { oldest: '6.2.6', newest: '6.2.6' },
  docs: 'https://github.com/patrickjuchli/basic-ftp#client-api',
  modules: { 'basic-ftp': { Client: { construct: { type: 'Client' } } } },
  types: {
    // `access` connects before it logs in, so that a refused login leaves the connection open.
    Client: {
      kind: 'client',
      opensAt: '*',
      opensAnyway: true,
      dispose: { close: {} },
      members: {
        access: { ...uses, readyAfter: true },
        connect: { ...uses, readyAfter: true },
        connectImplicitTLS: { ...uses, readyAfter: true },
        login: uses,
        send: uses,
        cd: uses,
        pwd: uses,
        list: uses,
        size: uses,
        lastMod: uses,
        rename: uses,
        remove: uses,
        uploadFrom: uses,
        appendFrom: uses,
        downloadTo: uses,
        uploadFromDir: uses,
        downloadToDir: uses,
        ensureDir: uses,
        removeDir: uses,
        clearWorkingDir: uses,
      },
      closedWhen: { closed: true },
    },
  },
});
