import { ADD_MULTIPLEXING_TITLES, addMultiplexing } from '../fixes/add-multiplexing.ts';
import { defineRule } from '../rule/define-rule.ts';

/** A client of one origin lets a connection carry many requests, where the origin can. */
export default defineRule({
  name: 'prefer-http2',
  kind: 'suggestion',
  tier: 'all',
  summary: 'Prefer HTTP/2 for clients of a fixed origin whose library uses it only where it is told to',
  messages: {
    single:
      '`{{made}}` has a connection to `{{origin}}` carry one request at a time: nothing sets `{{option}}`, and {{library}} before version {{major}} speaks HTTP/2 only where it is told to.',
    ...ADD_MULTIPLEXING_TITLES,
  },
  options: {},
  repairs: ['likely'],
  *check(file) {
    for (const client of file.singleRequests()) {
      const { multiplexed, origin, ref, call, place } = client;
      yield {
        at: place,
        message: 'single',
        data: {
          made: `new ${file.textOf(call.callee).replace(/\s+/g, '')}()`,
          origin,
          option: multiplexed.path,
          library: ref.library.package,
          major: multiplexed.until.split('.')[0] ?? '',
        },
        repair: addMultiplexing(client, file),
      };
    }
  },
});
