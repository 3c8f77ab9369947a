import { ADD_TIMEOUT_TITLES, addTimeout } from '../fixes/add-timeout.ts';
import { defineRule } from '../rule/define-rule.ts';
import { numbersByPackage, oneOf, wholeNumber } from '../rule/options.ts';
import { waitFinding } from '../rule/wait-finding.ts';

/** Whatever waits for somebody else has a bound. */
export default defineRule({
  name: 'require-timeout',
  kind: 'problem',
  tier: 'recommended',
  summary: 'Require a timeout for clients and calls that could otherwise wait for ever',
  messages: {
    forever: '`{{call}}` can wait for ever for {{what}}: nothing sets {{option}}.',
    minutes: '`{{call}}` waits {{minutes}} for {{what}} before it gives up: nothing sets {{option}}.',
    none: '`{{option}}` lets `{{call}}` wait for ever for {{what}}.',
    unheard:
      '`{{option}}` only has `{{event}}` emitted, and nobody listens: `{{call}}` can wait for ever for {{what}}.',
    warns: '`{{option}}` only warns where `{{other}}` is not set: `{{call}}` can wait for ever for {{what}}.',
    ...ADD_TIMEOUT_TITLES,
  },
  options: {
    defaults: oneOf(
      ['minutes', 'none'],
      'minutes',
      'Whether a default of the library that is minutes long is reported (`minutes`), or only what has none (`none`).',
      { recommended: 'none' },
    ),
    timeoutMs: wholeNumber('Milliseconds that edits write; with it they are fixes, without it suggestions.', {
      minimum: 1,
    }),
    timeouts: numbersByPackage('Milliseconds by package, before `timeoutMs`: `{ "pg": 5000 }`.'),
  },
  *check(file, { defaults, timeoutMs, timeouts }) {
    for (const wait of file.waits()) {
      const { library, waits } = wait;
      if (defaults === 'none' && waits.standard !== undefined && wait.option === undefined) continue;
      yield waitFinding(
        file,
        wait,
        addTimeout(
          wait,
          file,
          timeouts.get(library.package) ?? timeouts.get(library.package.replace(/^node:/, '')) ?? timeoutMs,
        ),
      );
    }
  },
});
