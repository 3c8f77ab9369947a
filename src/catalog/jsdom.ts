import { library } from './vocabulary.ts';

// Without scripts there are no timers that would keep a window, and it goes with the last that refers to it.
const running = { when: [{ arg: 1, path: 'runScripts', is: ['dangerously'] }], owned: 'if disposed' } as const;
const loaded = { call: { type: 'JSDOM', async: true, ...running } } as const;
const JSDOM = {
  construct: { type: 'JSDOM', ...running },
  members: { fromURL: loaded, fromFile: loaded },
} as const;

export default library({
  package: 'jsdom',
  checked: { oldest: '29.1.1', newest: '29.1.1' },
  docs: 'https://github.com/jsdom/jsdom#closing-down-a-jsdom',
  modules: { jsdom: { JSDOM, default: { members: { JSDOM } } } },
  declaredIn: ['@types/jsdom'],
  types: {
    JSDOM: {
      kind: 'client',
      label: 'page',
      dispose: { 'window.close': {} },
      members: { window: { read: 'DOMWindow', carries: true } },
    },
    DOMWindow: { kind: 'client', label: 'window', owedByAnnotation: false, dispose: { close: {} } },
  },
});
