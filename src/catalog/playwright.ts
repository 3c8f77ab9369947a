import { library } from './vocabulary.ts';

const close = { close: { async: true } } as const;
// All of them close.
const symbol = { async: true, since: '1.40.0' } as const;

const newPage = { call: { type: 'Page', async: true } } as const;
const browserType = { is: 'BrowserType' } as const;

const named = {
  chromium: browserType,
  firefox: browserType,
  webkit: browserType,
  request: { is: 'APIRequest' },
  _electron: { is: 'Electron' },
} as const;

const playwright = { ...named, default: { members: named } } as const;
// The default export of the test runner is `test`; the fixtures that it hands out are its own to close.
const runner = { ...named, default: {} } as const;

export default library({
  package: 'playwright',
  checked: { oldest: '1.40.0', newest: '1.65.1' },
  docs: 'https://playwright.dev/docs/api/class-browser#browser-close',
  modules: {
    playwright,
    'playwright-core': playwright,
    'playwright-chromium': playwright,
    'playwright-firefox': playwright,
    'playwright-webkit': playwright,
    'playwright-extra': named,
    '@playwright/test': runner,
    'playwright/test': runner,
  },
  types: {
    BrowserType: {
      kind: 'plain',
      members: {
        launch: { call: { type: 'Browser', async: true } },
        connect: { call: { type: 'Browser', async: true } },
        connectOverCDP: { call: { type: 'Browser', async: true }, evidence: { resultMembers: [] } },
        launchPersistentContext: { call: { type: 'PersistentContext', async: true }, evidence: { resultMembers: [] } },
        launchServer: { call: { type: 'BrowserServer', async: true } },
      },
    },
    Browser: {
      kind: 'client',
      label: 'browser',
      names: ['Browser', 'ChromiumBrowser', 'FirefoxBrowser', 'WebKitBrowser'],
      dispose: close,
      symbol,
      members: { newContext: { call: { type: 'BrowserContext', async: true } }, newPage },
      closedWhen: { isConnected: false },
    },
    BrowserServer: {
      kind: 'client',
      label: 'browser server',
      dispose: { ...close, kill: { async: true, forced: true } },
      symbol,
    },
    BrowserContext: {
      kind: 'client',
      label: 'browser context',
      names: ['BrowserContext', 'ChromiumBrowserContext'],
      dispose: close,
      symbol,
      members: { newPage },
      closedWhen: { isClosed: true },
    },
    /** A context that brought its browser along and takes it away. */
    PersistentContext: { kind: 'client', extends: 'BrowserContext', names: [] },
    // Handles, sessions and responses end with their page or context.
    Page: { kind: 'client', label: 'page', dispose: close, symbol, closedWhen: { isClosed: true } },
    APIRequest: { kind: 'plain', members: { newContext: { call: { type: 'APIRequestContext', async: true } } } },
    APIRequestContext: { kind: 'client', label: 'request context', dispose: { dispose: { async: true } }, symbol },
    Electron: { kind: 'plain', members: { launch: { call: { type: 'ElectronApplication', async: true } } } },
    ElectronApplication: { kind: 'client', label: 'application', dispose: close, symbol },
  },
});
