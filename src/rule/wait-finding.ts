import type { UnboundedWait } from '../ownership/waits.ts';
import type { Finding, MessageData, Repair } from './finding.ts';
import type { File } from './services.ts';

export type WaitMessage = 'forever' | 'minutes' | 'none' | 'unheard' | 'warns';

/** What is said of a call that nothing bounds. */
export function waitFinding<Title extends string>(
  file: File,
  wait: UnboundedWait,
  repair: readonly Repair<Title>[],
): Finding<WaitMessage | Title> {
  const { waits, option, place } = wait;
  const data = { call: calleeOf(file, wait), what: waits.for };
  if (!option)
    return {
      at: place,
      message: waits.standard === undefined ? 'forever' : 'minutes',
      data: { ...data, option: optionsOf(wait), minutes: durationOf(waits.standard ?? 0) },
      repair,
    };
  const written = `${option.bound.path}: ${file.textOf(option.value)}`;
  const at = option.value;
  if (option.why === 'none') return { at, message: 'none', data: { ...data, option: written }, repair };
  const { message, more } = inertOf(option.bound);
  return {
    at: option.bound.emits === undefined ? at : place,
    message,
    data: { ...data, option: option.bound.path, ...more },
    repair,
  };
}

function inertOf({ emits, with: other }: NonNullable<UnboundedWait['option']>['bound']): {
  readonly message: WaitMessage;
  readonly more: MessageData;
} {
  return emits === undefined
    ? { message: 'warns', more: { other: other ?? '' } }
    : { message: 'unheard', more: { event: emits } };
}

/** `axios.get()`, `new Pool()`, on one line. */
function calleeOf(file: File, { call }: UnboundedWait): string {
  const callee = file.textOf(call.callee).replace(/\s+/g, '');
  const short = callee.length > 40 ? `…${callee.slice(callee.lastIndexOf('.'))}` : callee;
  return `${call.type === 'NewExpression' ? 'new ' : ''}${short}()`;
}

/** The options that would do: `timeout` or `signal`. */
function optionsOf({ waits }: UnboundedWait): string {
  const paths = waits.bounds
    .filter(({ unit, emits }) => unit !== 'other' && emits === undefined)
    .map(({ path }) => path);
  const names = [...paths, ...(waits.boundBy ?? []).filter((name) => name !== 'abort').map((name) => `${name}()`)];
  const shown = names.slice(0, 2).map((name) => `\`${name}\``);
  return shown.join(' or ');
}

function durationOf(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  return `${String(minutes)} ${minutes === 1 ? 'minute' : 'minutes'}`;
}
