import { library } from './vocabulary.ts';

const PrismaClient = { construct: { type: 'PrismaClient' } } as const;

/** The class is generated into the project; it connects at its first query. `$transaction` needs no release. */
export default library({
  package: '@prisma/client',
  checked: { oldest: '7.10.0', newest: '7.10.0' },
  docs: 'https://www.prisma.io/docs/orm/prisma-client/setup-and-configuration/databases-connections/connection-management',
  modules: {
    '@prisma/client': { PrismaClient },
  },
  generated: {
    'generated/prisma': '@prisma/client',
    'generated/prisma/client': '@prisma/client',
    'generated/prisma/client.js': '@prisma/client',
    'generated/prisma/client.ts': '@prisma/client',
    'generated/prisma/index.js': '@prisma/client',
    'generated/client': '@prisma/client',
  },
  types: {
    PrismaClient: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, idle: true, counted: true },
      opensAt: '*',
      reopens: true,
      dispose: { $disconnect: { async: true } },
      members: {
        $connect: { async: true },
        $transaction: { async: true },
        $queryRaw: { async: true },
        $executeRaw: { async: true },
        $extends: { call: { type: 'PrismaClient', owned: false }, carries: true },
      },
    },
  },
  unchecked: 'no declarations before the generator has run; the names were read in runtime/client.js',
});
