import { BOUND_RETRY_TITLES, boundRetry } from '../fixes/bound-retry.ts';
import { defineRule } from '../rule/define-rule.ts';
import { flag, wholeNumber } from '../rule/options.ts';
import { retryFinding } from '../rule/retry-finding.ts';

/** What fails is tried again a number of times, with time in between, and then given up. */
export default defineRule({
  name: 'no-unbounded-retry',
  kind: 'problem',
  tier: 'recommended',
  summary: 'Disallow trying a failed call again without a bound, or without waiting in between',
  messages: {
    unbounded: '`{{call}}` is tried again for as long as it fails: nothing bounds the attempts or the time.',
    hammering:
      '`{{call}}` is tried again at once for as long as it fails: nothing bounds the attempts, and nothing waits.',
    atOnce: '`{{call}}` is tried again at once when it fails: nothing waits between the attempts.',
    stuck: '`{{call}}` is tried again for ever: `{{counter}}` never moves, so that its limit is not reached.',
    told: '`{{option}}` has `{{call}}` try again for ever.',
    untold: '`{{call}}` tries again for ever: nothing sets `{{option}}`.',
    ...BOUND_RETRY_TITLES,
  },
  options: {
    atOnce: flag(true, 'Whether a request that is tried a few times without a wait in between is reported.', {
      recommended: false,
    }),
    attempts: wholeNumber('How many attempts edits allow; with it they are fixes where only a number changes.', {
      minimum: 1,
    }),
  },
  *check(file, { atOnce, attempts }) {
    for (const retry of file.retries()) {
      if (retry.how === 'atOnce' && !atOnce) continue;
      yield retryFinding(file, retry, boundRetry(retry, file, attempts));
    }
  },
});
