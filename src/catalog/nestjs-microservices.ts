import { library } from './vocabulary.ts';

const create = { call: { type: 'ClientProxy' } } as const;

/** What the container of Nest hands out is its own; only who makes one himself has to close it. */
export default library({
  package: '@nestjs/microservices',
  checked: { oldest: '12.1.1', newest: '12.1.1' },
  docs: 'https://docs.nestjs.com/microservices/basics#client-producer-class',
  modules: { '@nestjs/microservices': { ClientProxyFactory: { members: { create } } } },
  types: {
    // It connects at the first message.
    ClientProxy: {
      kind: 'client',
      owedByAnnotation: false,
      rebuilt: { harms: 'request', shared: true, idle: true },
      opensAt: '*',
      dispose: { close: {} },
      members: { connect: { async: true } },
    },
  },
});
