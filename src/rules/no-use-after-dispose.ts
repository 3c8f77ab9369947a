import { AWAIT_TITLES, awaitReturned } from '../fixes/await-returned.ts';
import { defineRule } from '../rule/define-rule.ts';
import { lateFinding } from '../rule/late-finding.ts';

/** Whatever works with a client, a connection or a response is over when that is disposed of. */
export default defineRule({
  name: 'no-use-after-dispose',
  kind: 'problem',
  tier: 'recommended',
  summary: 'Disallow work with a client, connection or response that was disposed of, or is while the work goes on',
  messages: {
    used: '`{{call}}` comes after `{{disposal}}`{{line}}: by then `{{name}}` is over.',
    unreadable: '`{{call}}` throws after `{{disposal}}`{{line}}: the body of `{{name}}` can be read once only.',
    escapes: 'Nobody waits for `{{call}}` here, so that `{{disposal}}`{{line}} ends `{{name}}` while it is under way.',
    calledBack: '`{{call}}` runs later, when `{{disposal}}`{{line}} has ended `{{name}}`.',
    retried:
      '`{{disposal}}` ends `{{name}}`, which was acquired outside, when an attempt fails: the next attempt has only what is over.',
    replaced:
      '`{{disposal}}` ends `{{name}}` for this caller while others, who were given it before, still work with it.',
    ...AWAIT_TITLES,
  },
  options: {},
  *check(file) {
    for (const late of file.lateUses()) yield lateFinding(file, late, awaitReturned(late, file));
  },
});
