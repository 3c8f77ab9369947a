import type { EndlessRetry } from '../ownership/retries.ts';
import type { Finding, Repair } from './finding.ts';
import type { File } from './services.ts';

export type RetryMessage = 'unbounded' | 'hammering' | 'atOnce' | 'stuck' | 'told' | 'untold';

/** What is said of a retry that does not end. */
export function retryFinding<Title extends string>(
  file: File,
  retry: EndlessRetry,
  repair: readonly Repair<Title>[],
): Finding<RetryMessage | Title> {
  const { how, place, hasWait, counter, option } = retry;
  return {
    at: place,
    message: how === 'unbounded' && !hasWait ? 'hammering' : how,
    data: {
      call: calleeOf(file, retry),
      counter: counter ? file.textOf(counter) : '',
      option: option ? `${option.path}${option.value ? `: ${file.textOf(option.value)}` : ''}` : '',
    },
    repair,
  };
}

/** `client.send()`, on one line. */
function calleeOf(file: File, { call }: EndlessRetry): string {
  const callee = file.textOf(call.callee).replace(/\s+/g, '');
  return `${callee.length > 40 ? `…${callee.slice(callee.lastIndexOf('.'))}` : callee}()`;
}
