import { library } from './vocabulary.ts';

export default library({
  package: 'puppeteer-cluster',
  checked: { oldest: '0.25.0', newest: '0.25.0' },
  docs: 'https://github.com/thomasdondorf/puppeteer-cluster#clusterclose',
  modules: { 'puppeteer-cluster': { Cluster: { members: { launch: { call: { type: 'Cluster', async: true } } } } } },
  types: {
    Cluster: {
      kind: 'client',
      label: 'cluster',
      dispose: { close: { async: true } },
      members: { task: { async: true }, queue: { async: true }, execute: { async: true }, idle: { async: true } },
    },
  },
});
