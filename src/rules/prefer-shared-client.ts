import { secondClientFinding } from '../rule/built-again-finding.ts';
import { defineRule } from '../rule/define-rule.ts';

/** What one client of a module could do is done by one. */
export default defineRule({
  name: 'prefer-shared-client',
  kind: 'suggestion',
  tier: 'strict',
  summary: 'Prefer one shared client to several of a module that have the same arguments',
  messages: {
    second: '`{{made}}` makes a second {{label}} with the arguments of the one on line {{line}}: share one.',
  },
  options: {},
  repairs: [],
  *check(file) {
    for (const found of file.secondClients()) yield secondClientFinding(file, found);
  },
});
