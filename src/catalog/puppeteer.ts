import { library } from './vocabulary.ts';

// What a page of Playwright is called with, too: a test runner that hands out contexts closes their pages.
const notWith = ['@playwright/test', 'playwright/test'] as const;
const newPage = {
  call: { type: 'Page', async: true },
  evidence: { resultMembers: ['goto', 'setContent', 'waitForSelector', 'setViewport', 'setViewportSize'], notWith },
} as const;
const newContext = { call: { type: 'BrowserContext', async: true }, evidence: { resultMembers: ['newPage'] } } as const;

const launch = { call: { type: 'Browser', async: true } } as const;
const connect = { call: { type: 'ConnectedBrowser', async: true } } as const;
const named = { launch, connect } as const;
const puppeteer = { members: named } as const;

export default library({
  package: 'puppeteer',
  checked: { oldest: '22.0.0', newest: '24.43.1' },
  docs: 'https://pptr.dev/api/puppeteer.browser.close',
  modules: {
    puppeteer: { ...named, default: puppeteer },
    'puppeteer-core': { ...named, default: puppeteer },
    'puppeteer-extra': { default: puppeteer, addExtra: { call: { type: 'PuppeteerNode' } } },
  },
  declaredIn: ['puppeteer-core'],
  types: {
    PuppeteerNode: {
      kind: 'plain',
      names: ['PuppeteerNode', 'PuppeteerExtra', 'VanillaPuppeteer'],
      members: {
        launch: {
          call: { type: 'Browser', async: true },
          evidence: { resultMembers: ['newPage', 'createBrowserContext'], notWith },
        },
        connect: { call: { type: 'ConnectedBrowser', async: true } },
      },
    },
    // The dispose symbols of all these are not in the published declarations: `await using` would not compile.
    Browser: {
      kind: 'client',
      label: 'browser',
      dispose: { close: { async: true }, disconnect: { async: true, forced: true } },
      members: { newPage, createBrowserContext: newContext },
      closedWhen: { connected: false, isConnected: false },
    },
    /** A browser that somebody else runs: leaving it is enough. */
    ConnectedBrowser: {
      kind: 'client',
      label: 'browser connection',
      names: [],
      dispose: { disconnect: { async: true }, close: { async: true } },
      members: { newPage, createBrowserContext: newContext },
      closedWhen: { connected: false, isConnected: false },
    },
    BrowserContext: {
      kind: 'client',
      label: 'browser context',
      dispose: { close: { async: true } },
      members: { newPage },
      closedWhen: { closed: true },
    },
    // Handles (`$`, `evaluateHandle`) and sessions end with their page.
    Page: {
      kind: 'client',
      label: 'page',
      dispose: { close: { async: true } },
      closedWhen: { isClosed: true },
    },
  },
});
