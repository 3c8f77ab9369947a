import { DISPOSE_TITLES, disposeInFinally } from '../fixes/dispose-in-finally.ts';
import { defineRule } from '../rule/define-rule.ts';
import { implicitThrows } from '../rule/implicit-throws.ts';
import { flag } from '../rule/options.ts';
import { leakFinding } from '../rule/leak-finding.ts';

/** A client that a function makes for itself is closed on every path out of it, the throwing ones too. */
export default defineRule({
  name: 'require-client-disposal',
  kind: 'problem',
  tier: 'recommended',
  summary: 'Require clients that a function owns to be closed on every path, the throwing ones included',
  messages: {
    leaks: '`{{name}}` stays open when {{exit}}: `{{disposer}}()` is not reached.',
    never: '`{{name}}` is never closed: nothing calls `{{disposer}}()`, and nobody else can.',
    dropped: 'Nothing keeps this {{label}}, so that nothing can close it.',
    ...DISPOSE_TITLES,
  },
  options: {
    implicitThrows,
    disposableTypes: flag(
      true,
      'With type information: whether values count whose types declare `Symbol.asyncDispose` or `Symbol.dispose` although no library that is known describes them.',
    ),
  },
  *check(file, options) {
    for (const leak of file.leaks('client', options)) {
      const isWanted = options.disposableTypes || !leak.obligation.byType;
      if (isWanted) yield leakFinding(file, leak, disposeInFinally(leak, file));
    }
  },
});
