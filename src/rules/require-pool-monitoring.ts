import { ADD_STATISTICS_TITLES, addStatistics } from '../fixes/add-statistics.ts';
import { defineRule } from '../rule/define-rule.ts';

/** Somebody can see how full a shared pool is. */
export default defineRule({
  name: 'require-pool-monitoring',
  kind: 'suggestion',
  tier: 'all',
  summary: 'Require the statistics of shared pools to be read, or their events to be heard',
  messages: {
    unread: 'Nobody sees how full `{{name}}` is: nothing {{how}}.',
    ...ADD_STATISTICS_TITLES,
  },
  options: {},
  repairs: ['likely'],
  *check(file) {
    for (const pool of file.unmonitored()) {
      const { reads, events, sample } = pool.statistics;
      const event = events.find((each) => sample.includes(`'${each}'`)) ?? events[0];
      const how = [
        ...(reads.length > 0 ? [`reads \`${reads.slice(0, 3).join('`, `')}\``] : []),
        ...(event === undefined ? [] : [`listens for events such as \`${event}\``]),
      ];
      yield {
        at: pool.place,
        message: 'unread',
        data: { name: file.textOf(pool.name), how: how.join(' or ') },
        repair: addStatistics(pool, file),
      };
    }
  },
});
