import { library } from './vocabulary.ts';

/** One connection, not a pool. What `connect(config)` gives is already connecting: it is not described, since `Connection` opens at `connect()`. */
export default library({
  package: 'tedious',
  checked: { oldest: '20.3.9', newest: '20.3.9' },
  docs: 'https://tediousjs.github.io/tedious/api-connection.html',
  modules: {
    tedious: { Connection: { construct: { type: 'Connection' } } },
  },
  types: {
    Connection: {
      kind: 'client',
      unheard: {
        when: 'a connection that breaks',
        evidence: "tedious/lib/connection.js: this.emit('error', this.wrapSocketError(error))",
      },
      label: 'connection',
      opensAt: 'connect',
      dispose: { close: {} },
      members: { connect: {}, execSql: {}, on: { chains: true } },
    },
  },
});
