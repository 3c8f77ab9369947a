import { DISPOSE_TITLES, disposeInFinally } from '../fixes/dispose-in-finally.ts';
import { defineRule } from '../rule/define-rule.ts';
import { implicitThrows } from '../rule/implicit-throws.ts';
import { leakFinding } from '../rule/leak-finding.ts';

/** What is borrowed from a pool goes back on every path out of the function, the throwing ones too. */
export default defineRule({
  name: 'require-lease-release',
  kind: 'problem',
  tier: 'recommended',
  summary: 'Require what is borrowed from a pool to be released on every path, the throwing ones included',
  messages: {
    leaks: '`{{name}}` is not released when {{exit}}: the pool loses one {{label}} each time.',
    never: '`{{name}}` is never released: the pool loses one {{label}} each time.',
    dropped: 'Nothing keeps this {{label}}, so that nothing can release it: the pool loses one each time.',
    ...DISPOSE_TITLES,
  },
  options: { implicitThrows },
  *check(file, options) {
    for (const leak of file.leaks('lease', options)) yield leakFinding(file, leak, disposeInFinally(leak, file));
  },
});
