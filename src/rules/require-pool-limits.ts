import { ADD_LIMIT_TITLES, addLimit } from '../fixes/add-limit.ts';
import { defineRule } from '../rule/define-rule.ts';
import { limitFinding } from '../rule/limit-finding.ts';
import { numbersByName } from '../rule/options.ts';

/** Every pool has a bound, and its bounds agree. */
export default defineRule({
  name: 'require-pool-limits',
  kind: 'problem',
  tier: 'strict',
  summary: 'Require a bound for pools and queues that would grow without end, and bounds that agree',
  messages: {
    unbounded: '`{{made}}` has no bound on {{what}}: nothing sets {{option}}.',
    unlimited: '`{{option}}` leaves `{{made}}` without a bound on {{what}}.',
    contrary: '`{{lower}}` is more than `{{upper}} allows: {{why}}.',
    ...ADD_LIMIT_TITLES,
  },
  options: {
    limits: numbersByName('Numbers that edits write, by option: `{ "maxSockets": 50 }`; with one they are fixes.'),
  },
  *check(file, { limits }) {
    for (const fault of file.limitFaults()) {
      const [bound] = fault.how === 'contrary' ? [] : fault.limit.bounds;
      const number = bound && limits.get(bound.path);
      yield limitFinding(file, fault, addLimit(fault, file, number));
    }
  },
});
