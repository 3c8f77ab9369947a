import { library } from './vocabulary.ts';

export default library({
  package: 'memjs',
  checked: { oldest: '1.3.2', newest: '1.3.2' },
  docs: 'https://github.com/memcachier/memjs#readme',
  modules: {
    memjs: { Client: { members: { create: { call: { type: 'Client' } } } } },
  },
  types: {
    // It connects to each server at the first operation.
    Client: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, idle: true },
      opensAt: '*',
      dispose: { quit: {}, close: {} },
      members: { get: { async: true }, set: { async: true } },
    },
  },
});
