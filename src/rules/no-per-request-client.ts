import { SHARE_TITLES, shareClients } from '../fixes/share-client.ts';
import { defineRule } from '../rule/define-rule.ts';
import { flag, oneOf } from '../rule/options.ts';
import { builtAgainFinding, builtElsewhereFinding } from '../rule/built-again-finding.ts';

/** A client that was made to last is built once, and shared by all that the process does. */
export default defineRule({
  name: 'no-per-request-client',
  kind: 'problem',
  tier: 'recommended',
  summary: 'Disallow clients that are built anew for each request, message, job or render',
  messages: {
    shared: '`{{made}}` runs for each {{unit}}: {{why}}. Build one {{label}} when the module is loaded, and share it.',
    keyed: '`{{made}}` runs for each {{unit}}: {{why}}. Keep one {{label}} for each set of arguments, and share that.',
    owned:
      '`{{made}}` runs for each {{unit}} with credentials that come with it: {{why}}. End it with `{{end}}()` when the work is done, or keep one {{label}} for each set of credentials.',
    pooled: '`{{made}}` runs for each {{unit}}: {{why}}. Share one `{{pool}}` and take connections from it.',
    unshared: '`{{made}}` runs for each {{unit}}: {{why}}. {{cost}}.',
    render:
      '`{{made}}` runs at each render: {{why}}. Its cache is lost each time: build it outside, or keep it in state.',
    single:
      '`{{made}}` is there for one call: {{why}}, and no other can use its connections. Build one {{label}} and share it.',
    turn: '`{{made}}` runs again and again: {{why}}. Build one {{label}} before it.',
    elsewhere:
      '`{{made}}` runs for each {{unit}}: {{why}}. It leads to `{{built}}` in `{{path}}` each time: {{remedy}}.',
    ...SHARE_TITLES,
    perCall: '`{{made}}` runs in each call of `{{fn}}`: {{why}}. Build one {{label}} and share it.',
  },
  options: {
    perCall: flag(
      false,
      'Whether a client counts that an exported function builds, uses and closes, although nothing in the file says how often it is called.',
      { strict: true },
    ),
    acrossFiles: oneOf(
      ['call', 'construction'],
      'call',
      'Where a client is reported that code of one file has a function of another one build: at the call, or, with a look at all files that may call it, at the construction.',
    ),
  },
  *check(file, options) {
    const all = file.builtAgain(options);
    const repairs = shareClients(all, file);
    for (const found of all) yield builtAgainFinding(file, found, repairs.get(found) ?? []);
    for (const found of file.builtElsewhere(options)) yield builtElsewhereFinding(file, found);
  },
});
