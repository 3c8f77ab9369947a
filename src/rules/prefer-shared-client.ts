import { USE_TITLES, useShared } from '../fixes/use-shared.ts';
import { bypassFinding, clientElsewhereFinding, secondClientFinding } from '../rule/built-again-finding.ts';
import { defineRule } from '../rule/define-rule.ts';

/** What one client can do is done by one, and by the one that the project shares. */
export default defineRule({
  name: 'prefer-shared-client',
  kind: 'suggestion',
  tier: 'strict',
  summary: 'Prefer one shared client to several of a module or beside the one that the project shares',
  messages: {
    second: '`{{made}}` makes a second {{label}} with the arguments of the one on line {{line}}: share one.',
    elsewhere:
      '`{{made}}` makes a {{label}} with the arguments of the one in `{{path}}`: the server sees two, where one could be shared.',
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
    const others = file.secondClients().filter(({ call }) => !bypasses.some((each) => each.call === call));
    for (const found of others) yield secondClientFinding(file, found);
    for (const found of file.clientsElsewhere()) {
      const { declared } = found;
      if (![...bypasses, ...others].some(({ call }) => call === found.call))
        yield clientElsewhereFinding(file, found, declared ? useShared({ ...found, declared }, file) : []);
    }
  },
});
