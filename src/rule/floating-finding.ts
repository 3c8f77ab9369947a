import type { Fault, Floating } from '../ownership/floating.ts';
import type { Finding, Repair } from './finding.ts';
import type { File } from './services.ts';

/** What is said of a closing or connecting that nobody waits for. */
export function floatingFinding<Title extends string>(
  file: File,
  { fault, place, receiver, beside }: Floating,
  repair: readonly Repair<Title>[],
): Finding<Fault | Title> {
  const words = (node: Floating['beside']): string => (node ? file.textOf(node).replace(/\s+/g, '') : '');
  return {
    at: place,
    message: fault,
    data: {
      call: words(place),
      name: words(receiver),
      beside: words(beside?.type === 'CallExpression' ? beside.callee : beside),
    },
    repair,
  };
}
