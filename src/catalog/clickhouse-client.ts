import { library } from './vocabulary.ts';

export default library({
  package: '@clickhouse/client',
  checked: { oldest: '1.23.1', newest: '1.23.1' },
  docs: 'https://clickhouse.com/docs/integrations/javascript',
  modules: {
    '@clickhouse/client': { createClient: { call: { type: 'ClickHouseClient' } } },
  },
  types: {
    ClickHouseClient: {
      kind: 'client',
      rebuilt: { harms: 'request', shared: true, idle: true, secrets: ['password', 'access_token'] },
      opensAt: '*',
      dispose: { close: { async: true } },
      symbol: { async: true, since: '1.16.0', calls: 'close' },
      members: {
        query: { call: { type: 'ResultSet', async: true } },
        command: { async: true },
        insert: { async: true },
        ping: { async: true },
      },
    },
    // Its connection is busy until it is read or closed.
    ResultSet: {
      kind: 'response',
      label: 'result set',
      dispose: { json: { async: true }, text: { async: true }, stream: {}, close: {} },
    },
  },
});
