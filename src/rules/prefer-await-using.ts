import { UNGUARD_TITLES, disposedOnce, unguarded } from '../fixes/unguarded.ts';
import { defineRule } from '../rule/define-rule.ts';

/** What a `finally` does nothing but dispose of is declared with `using`, and what is declared so is disposed of once. */
export default defineRule({
  name: 'prefer-await-using',
  kind: 'suggestion',
  tier: 'strict',
  summary: 'Prefer `await using` to a `try` whose `finally` only disposes of what was declared before it',
  messages: {
    prefer: '{{name}} can be declared with `{{keyword}}`, which does what this `finally` does.',
    twice: '`{{name}}` is declared with `{{keyword}}`, which disposes of it here a second time.',
    ...UNGUARD_TITLES,
  },
  options: {},
  *check(file) {
    for (const group of file.guarded()) {
      const [first] = group.resources;
      const isKnown = group.resources.every(
        ({ symbol: { from } }) => from === undefined || file.hasVersion(from.package, from.since),
      );
      if (!first || !isKnown) continue;
      const data = {
        name: group.resources.map(({ name }) => `\`${name.name}\``).join(' and '),
        keyword: group.resources.some(({ symbol }) => symbol.async) ? 'await using' : 'using',
      };
      yield { at: first.name, message: 'prefer', data, repair: unguarded(group, data, file) };
    }
    for (const each of file.twice()) {
      const data = { name: each.name.name, keyword: each.keyword };
      yield { at: each.statement, message: 'twice', data, repair: disposedOnce(each, file) };
    }
  },
});
