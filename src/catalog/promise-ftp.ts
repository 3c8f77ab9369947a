import { library } from './vocabulary.ts';

const uses = { async: true } as const;

/** It listens for the errors of its connection itself. A login that is refused ends the connection, too. */
export default library({
  package: 'promise-ftp',
  checked: { oldest: '1.3.5', newest: '1.3.5' },
  docs: 'https://github.com/realtymaps/promise-ftp#methods',
  modules: { 'promise-ftp': { default: { construct: { type: 'PromiseFtp' } } } },
  unchecked: 'no declarations: the names were read in dist/promiseFtp.js',
  types: {
    PromiseFtp: {
      kind: 'client',
      label: 'connection',
      opensAt: 'connect',
      dispose: { end: { async: true }, logout: { async: true }, destroy: { forced: true } },
      members: {
        connect: { ...uses, readyAfter: true },
        list: uses,
        listSafe: uses,
        get: uses,
        put: uses,
        append: uses,
        rename: uses,
        delete: uses,
        cwd: uses,
        pwd: uses,
        mkdir: uses,
        rmdir: uses,
        size: uses,
        lastMod: uses,
      },
    },
  },
});
