import type { Leak } from '../ownership/model.ts';
import { disposerNamed } from './disposer-named.ts';
import type { Finding, Repair } from './finding.ts';
import type { File } from './services.ts';

/** The three ways in which a resource leaks; every lifecycle rule has a message for each. */
export type LeakMessage = 'leaks' | 'never' | 'dropped';

/** What every lifecycle rule says of a leak, with the repairs that the rule knows. */
export function leakFinding<Title extends string>(
  file: File,
  leak: Leak,
  repair: readonly Repair<Title>[],
): Finding<LeakMessage | Title> {
  const { ref } = leak.obligation;
  const label = ref.type.label ?? LABELS[leak.obligation.kind];
  const name = leak.name ?? label;
  const disposer = disposerNamed(ref, file, leak.disposals);
  // Handed on, kept or returned on another path is not never; nor is what ends by itself if time is not up before.
  const isNever =
    leak.disposals.length === 0 &&
    leak.uncertain.length === 0 &&
    !leak.obligation.given &&
    !leak.exits.every(({ how }) => how === 'times out');
  return {
    at: leak.obligation.place,
    message: leak.exits.some(({ how }) => how === 'dropped') ? 'dropped' : isNever ? 'never' : 'leaks',
    // A type without a method for it is named by its symbol: `lock[Symbol.asyncDispose]`.
    data: {
      name,
      exit: file.exitOf(leak),
      label,
      disposer: disposer.startsWith('[') ? name + disposer : `${name}.${disposer}`,
    },
    repair,
    route: () => file.routeOf(leak),
  };
}

/** What the rule about clients says of a stream that its receiver leaves open. No edit: what ends it is a matter of how it is sent. */
export function pipedFinding(file: File, { obligation, name, flowsTo }: Leak): Finding<'piped'> | undefined {
  const label = obligation.ref.type.label ?? LABELS[obligation.kind];
  const stream = name === undefined ? `This ${label}` : `\`${name}\``;
  const receiver = flowsTo && file.textOf(flowsTo);
  if (receiver === undefined) return undefined;
  return { at: obligation.place, message: 'piped', data: { stream, receiver }, repair: [] };
}

const LABELS = { client: 'client', lease: 'connection', response: 'response' } as const;
