import { library } from './vocabulary.ts';

export default library({
  package: 'ssh2-sftp-client',
  checked: { oldest: '12.1.1', newest: '12.1.1' },
  docs: 'https://github.com/theophilusx/ssh2-sftp-client#end--boolean',
  modules: { 'ssh2-sftp-client': { default: { construct: { type: 'sftp' } } } },
  declaredIn: ['@types/ssh2-sftp-client'],
  types: {
    sftp: {
      kind: 'client',
      label: 'connection',
      opensAt: 'connect',
      dispose: { end: { async: true } },
      members: {
        connect: { async: true, readyAfter: true },
        list: { async: true },
        exists: { async: true },
        stat: { async: true },
        get: { async: true },
        put: { async: true },
        fastGet: { async: true },
        fastPut: { async: true },
        append: { async: true },
        mkdir: { async: true },
        rmdir: { async: true },
        delete: { async: true },
        rename: { async: true },
        chmod: { async: true },
        uploadDir: { async: true },
        downloadDir: { async: true },
      },
    },
  },
});
