import { USE_TITLES, useShared } from '../fixes/use-shared.ts';
import { bypassFinding, secondClientFinding } from '../rule/built-again-finding.ts';
import { defineRule } from '../rule/define-rule.ts';

/** What one client can do is done by one, and by the one that the project shares. */
export default defineRule({
  name: 'prefer-shared-client',
  kind: 'suggestion',
  tier: 'strict',
  summary: 'Prefer one shared client to several of a module or beside the one that the project shares',
  messages: {
    second: '`{{made}}` makes a second {{label}} with the arguments of the one on line {{line}}: share one.',
    declared: '`{{made}}` makes a {{label}} beside the one that the project shares: use `{{shared}}` of `{{module}}`.',
    passedBy:
      '`{{made}}` does not go through the client that the project shares: give it `{{option}}`, from `{{module}}`.',
    ...USE_TITLES,
  },
  options: {},
  repairs: ['likely'],
  *check(file) {
    const bypasses = file.bypasses();
    for (const found of bypasses) yield bypassFinding(file, found, useShared(found, file));
    for (const found of file.secondClients())
      if (!bypasses.some(({ call }) => call === found.call)) yield secondClientFinding(file, found);
  },
});
