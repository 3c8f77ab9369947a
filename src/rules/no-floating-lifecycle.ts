import { WAIT_TITLES, waitFor } from '../fixes/wait-for.ts';
import { defineRule } from '../rule/define-rule.ts';
import { floatingFinding } from '../rule/floating-finding.ts';

/** Whoever closes a client asynchronously, or connects one, waits for it where somebody waits for him. */
export default defineRule({
  name: 'no-floating-lifecycle',
  kind: 'problem',
  tier: 'recommended',
  summary: 'Disallow connecting, closing and releasing asynchronously without waiting for it',
  messages: {
    dropped: 'Nothing waits for `{{call}}()`: the code goes on before it is done, and nobody hears when it fails.',
    cutOff: '`{{beside}}()` ends the process before `{{call}}()` is done.',
    each: '`forEach` drops the promises of its callback: the code goes on before `{{call}}()` is done, and nobody hears when it fails.',
    exitHook: 'The process does not wait for an `exit` listener: `{{call}}()` is never finished.',
    using:
      '`using` disposes synchronously, and `{{name}}` can only be disposed of asynchronously: the declaration throws.',
    connecting: 'Nothing waits for `{{call}}()`, and `{{beside}}()` fails as long as there is no connection.',
    ...WAIT_TITLES,
  },
  options: {},
  *check(file) {
    for (const floating of file.floating()) yield floatingFinding(file, floating, waitFor(floating, file));
  },
});
