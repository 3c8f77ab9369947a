import { DISPOSE_TITLES, disposeInFinally } from '../fixes/dispose-in-finally.ts';
import { defineRule } from '../rule/define-rule.ts';
import { implicitThrows } from '../rule/implicit-throws.ts';
import { flag, oneOf } from '../rule/options.ts';
import { leakFinding, pipedFinding } from '../rule/leak-finding.ts';

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
    piped:
      '{{stream}} stays open when `{{receiver}}` is closed before all was sent: `pipe()` does not end it then, `pipeline()` does.',
    ...DISPOSE_TITLES,
  },
  options: {
    implicitThrows,
    disposableTypes: flag(
      true,
      'With type information: whether values count whose types declare `Symbol.asyncDispose` or `Symbol.dispose` although no library that is known describes them.',
    ),
    fileStreams: oneOf(
      ['none', 'piped', 'all'],
      'piped',
      'Which streams of files count: none, those that are piped to the answer of a server (which does not end them when the peer goes away), or also those that are left before anybody reads or writes them.',
      { strict: 'all' },
    ),
  },
  *check(file, options) {
    for (const leak of file.leaks('client', options)) {
      const isStream = leak.obligation.ref.type.endsByItself === true;
      const piped = options.fileStreams === 'none' ? undefined : pipedFinding(file, leak);
      if (isStream && piped) yield piped;
      if (isStream && options.fileStreams !== 'all') continue;
      const isWanted = !piped && (options.disposableTypes || !leak.obligation.byType);
      if (isWanted) yield leakFinding(file, leak, disposeInFinally(leak, file));
    }
  },
});
