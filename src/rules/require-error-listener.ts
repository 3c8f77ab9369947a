import { ADD_LISTENER_TITLES, addListener } from '../fixes/add-listener.ts';
import { defineRule } from '../rule/define-rule.ts';

/** Every emitter whose unheard `error` event would end the process has a listener for it. */
export default defineRule({
  name: 'require-error-listener',
  kind: 'problem',
  tier: 'recommended',
  summary: 'Require a listener for the `error` event of clients that end the process where nobody hears it',
  messages: {
    unheard: 'Nobody listens for `error` on {{name}}: {{when}} ends the process.',
    ...ADD_LISTENER_TITLES,
  },
  options: {},
  repairs: ['likely'],
  *check(file) {
    for (const emitter of file.unheardErrors()) {
      const { name, ref, unheard, place } = emitter;
      yield {
        at: place,
        message: 'unheard',
        data: { name: name ? `\`${file.textOf(name)}\`` : `this ${ref.type.label ?? 'client'}`, when: unheard.when },
        repair: addListener(emitter, file),
      };
    }
  },
});
