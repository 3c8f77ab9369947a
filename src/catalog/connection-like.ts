import { library } from './vocabulary.ts';

const lends = { call: { type: 'Connection', async: true }, evidence: { resultMembers: ['release'] } } as const;

/**
 * What is plainly a borrowed connection or an opened page whatever library it comes from: it is queried and released, or
 * navigated and closed, by the function that awaited it. Only names that no other kind of value has together are listed.
 */
export default library({
  package: 'any library',
  checked: { oldest: '0.0.0', newest: '0.0.0' },
  docs: 'https://node-postgres.com/apis/pool#poolconnect',
  modules: {},
  unchecked:
    'describes no package: the members are those that pg, mysql2, mariadb, oracledb, puppeteer and playwright have in common',
  types: {
    /** Something that lends connections. */
    Source: {
      kind: 'plain',
      names: [],
      members: {
        attach: lends,
        checkout: lends,
        reserve: lends,
        getClient: lends,
        getConnection: lends,
        borrow: lends,
      },
    },
    Connection: {
      kind: 'lease',
      label: 'connection',
      names: [],
      recognisedBy: { all: ['release'], any: ['query', 'execute', 'beginTransaction'] },
      dispose: { release: {}, destroy: { forced: true } },
    },
    Page: {
      kind: 'client',
      label: 'page',
      names: [],
      recognisedBy: { all: ['close'], any: ['goto', 'setContent', 'waitForSelector', 'evaluate'] },
      dispose: { close: { async: true } },
    },
  },
});
