import { library } from './vocabulary.ts';

const chains = { chains: true } as const;
const Builder = { construct: { type: 'Builder' } } as const;

export default library({
  package: 'selenium-webdriver',
  checked: { oldest: '4.46.0', newest: '4.46.0' },
  docs: 'https://www.selenium.dev/documentation/webdriver/drivers/#quit',
  modules: { 'selenium-webdriver': { Builder, default: { members: { Builder } } } },
  declaredIn: ['@types/selenium-webdriver'],
  types: {
    Builder: {
      kind: 'plain',
      members: {
        // What it gives is a driver and a promise of it.
        build: { call: { type: 'WebDriver', async: true, onPromise: ['quit'] } },
        disableEnvironmentOverrides: chains,
        forBrowser: chains,
        usingServer: chains,
        usingHttpAgent: chains,
        usingWebDriverProxy: chains,
        withCapabilities: chains,
        setAlertBehavior: chains,
        setChromeOptions: chains,
        setChromeService: chains,
        setEdgeOptions: chains,
        setEdgeService: chains,
        setFirefoxOptions: chains,
        setFirefoxService: chains,
        setIeOptions: chains,
        setIeService: chains,
        setSafariOptions: chains,
        setLoggingPrefs: chains,
        setProxy: chains,
      },
    },
    // `close` closes a window, not the browser.
    WebDriver: {
      kind: 'client',
      label: 'driver',
      names: ['WebDriver', 'ThenableWebDriver'],
      dispose: { quit: { async: true } },
    },
  },
});
