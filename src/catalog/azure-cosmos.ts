import { library } from './vocabulary.ts';

export default library({
  package: '@azure/cosmos',
  checked: { oldest: '4.9.3', newest: '4.9.3' },
  docs: 'https://learn.microsoft.com/javascript/api/@azure/cosmos/cosmosclient#@azure-cosmos-cosmosclient-dispose',
  modules: { '@azure/cosmos': { CosmosClient: { construct: { type: 'CosmosClient', owned: 'if disposed' } } } },
  types: {
    CosmosClient: {
      kind: 'client',
      rebuilt: {
        harms: 'request',
        shared: true,
        idle: true,
        secrets: ['key'],
        cost: 'It looks for the endpoints anew, on a timer that nothing stops',
      },
      dispose: { dispose: {} },
    },
  },
});
