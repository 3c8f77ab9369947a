import { CONSUME_TITLES, consumeOnPath } from '../fixes/consume-on-path.ts';
import { defineRule } from '../rule/define-rule.ts';
import { leakFinding } from '../rule/leak-finding.ts';

/** The body of every response is read, cancelled or handed on, on every path that the code spells out. */
export default defineRule({
  name: 'no-unconsumed-body',
  kind: 'problem',
  tier: 'recommended',
  summary: 'Disallow responses whose body is neither read nor cancelled on some path',
  messages: {
    leaks: 'The body of `{{name}}` is not read when {{exit}}: its connection stays taken.',
    never: 'The body of `{{name}}` is never read: its connection stays taken.',
    dropped: 'The body of this response is never read: its connection stays taken.',
    ...CONSUME_TITLES,
  },
  options: {},
  *check(file) {
    for (const leak of file.leaks('response', { implicitThrows: 'strong' }))
      yield leakFinding(file, leak, consumeOnPath(leak, file));
  },
});
