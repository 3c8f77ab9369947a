import type { LimitFault } from '../ownership/pool-limits.ts';
import type { Finding, Repair } from './finding.ts';
import type { File } from './services.ts';

/** What is said of a pool that nothing keeps small. */
export function limitFinding<Title extends string>(
  file: File,
  fault: LimitFault,
  repair: readonly Repair<Title>[],
): Finding<LimitFault['how'] | Title> {
  const { how, place, call } = fault;
  const callee = file.textOf(call.callee).replace(/\s+/g, '');
  const made = `${call.type === 'NewExpression' ? 'new ' : ''}${callee.length > 40 ? '…' : callee}()`;
  if (fault.how === 'contrary') {
    const { order, lower, upper, isStandard } = fault;
    const words = { lower: `${order.lower}: ${String(lower)}`, upper: `${order.upper}: ${String(upper)}` };
    const whose = isStandard ? `${words.upper}\` by default` : `${words.upper}\``;
    return { at: place, message: how, data: { made, lower: words.lower, upper: whose, why: order.otherwise }, repair };
  }
  const { limit, value } = fault;
  const names = limit.bounds.map(({ path }) => `\`${path}\``).join(' or ');
  const option = value ? `${limit.bounds[0]?.path ?? ''}: ${file.textOf(value)}` : names;
  return { at: place, message: how, data: { made, what: limit.of, option }, repair };
}
