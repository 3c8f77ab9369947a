import { CLOSE_TITLES, closeField } from '../fixes/close-field.ts';
import { defineRule } from '../rule/define-rule.ts';
import { ownerFinding } from '../rule/owner-finding.ts';

/** A class that makes a client for itself and keeps it in a field has a method that closes it. */
export default defineRule({
  name: 'require-owner-disposal',
  kind: 'problem',
  tier: 'recommended',
  summary: 'Require classes that create a client and keep it in a field to have a method that closes it',
  messages: {
    none: '{{owner}} opens `{{name}}` and has no method that closes it: nothing calls `{{disposer}}()`.',
    forgotten: '{{owner}} opens `{{name}}`, and its `{{closer}}()` does not close it: nothing calls `{{disposer}}()`.',
    onFailure:
      '{{owner}} opens `{{name}}`, and its `{{closer}}()` does not close it: only where something has failed is it closed.',
    forgottenAll:
      '{{owner}} keeps clients in `{{name}}`, and its `{{closer}}()` does not close them: nothing calls `{{disposer}}()`.',
    letGo:
      '{{owner}} keeps clients in `{{name}}` and lets them go without closing them: nothing calls `{{disposer}}()`.',
    replaced:
      '{{owner}} puts another client into `{{name}}` in `{{closer}}()` while the one before is open: nothing calls `{{disposer}}()` first.',
    failed:
      '{{owner}} leaves `{{name}}` open when its `{{closer}}()` fails: the `catch` throws the error on without calling `{{disposer}}()`.',
    ...CLOSE_TITLES,
  },
  options: {},
  repairs: ['likely'],
  *check(file) {
    for (const leak of file.owners()) yield ownerFinding(file, leak, closeField(leak, file));
  },
});
