import { library } from './vocabulary.ts';

// The browser of the test runner (`@wdio/globals`) is the runner's own.
export default library({
  package: 'webdriverio',
  checked: { oldest: '9.33.1', newest: '9.33.1' },
  docs: 'https://webdriver.io/docs/api/modules#remoteoptions-modifier',
  modules: { webdriverio: { remote: { call: { type: 'Browser', async: true } } } },
  types: {
    Browser: { kind: 'client', label: 'browser session', dispose: { deleteSession: { async: true } } },
  },
});
