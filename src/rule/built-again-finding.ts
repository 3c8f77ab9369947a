import type { TSESTree } from '@typescript-eslint/utils';

import type { BuiltAgain, BuiltElsewhere, Bypass, ClientElsewhere, SecondClient } from '../scope/scope.ts';
import type { Finding, Repair } from './finding.ts';
import { routeOfRun, runInWords, whyInWords } from './run-words.ts';
import type { File } from './services.ts';

/** The messages of a client that is built again and again. */
type BuiltAgainMessage =
  'shared' | 'keyed' | 'owned' | 'pooled' | 'unshared' | 'render' | 'single' | 'turn' | 'perCall';

/** What is said of a client that is built again and again: where, why, and what there should be instead. */
export function builtAgainFinding<Title extends string>(
  file: File,
  found: BuiltAgain,
  repair: readonly Repair<Title>[],
): Finding<BuiltAgainMessage | Title> {
  const { call, ref, rebuilt, reason } = found;
  return {
    at: placeOf(call.callee),
    message: messageFor(found),
    data: {
      made: madeBy(file, call),
      label: ref.type.label ?? 'client',
      why: whyInWords(found, file),
      unit: reason.how === 'run' ? reason.run.handler.unit : '',
      pool: rebuilt.pool ?? '',
      cost: rebuilt.cost ?? ANEW,
      end: endOf(found),
      fn: reason.how === 'call' ? reason.name : '',
    },
    repair,
    route: () => routeOfRun(found, madeBy(file, call)),
  };
}

/** What is said of a call that leads to such a client in another file. */
export function builtElsewhereFinding(file: File, found: BuiltElsewhere): Finding<'elsewhere'> {
  const { call, run, built, path } = found;
  return {
    at: placeOf(call.callee),
    message: 'elsewhere',
    data: {
      made: madeBy(file, call),
      unit: run.handler.unit,
      why: runInWords(run, file),
      built: writtenAs(built.call, calleeText(built.call.callee)),
      path,
      remedy: remedyFor(found),
    },
  };
}

function remedyFor({ built, dependence: ofCall }: BuiltElsewhere): string {
  const { ref, rebuilt, dependence } = built;
  const label = ref.type.label ?? 'client';
  if (rebuilt.pool !== undefined) return `share one \`${rebuilt.pool}\` and take connections from it`;
  if (!rebuilt.shared) return decapitalized(rebuilt.cost ?? ANEW);
  if (built.isOfCaller && ref.type.dispose)
    return `end it with \`${endOf(built)}()\` when the work is done, or keep one ${label} for each set of credentials, which come with the ${unitOf(built)}`;
  return dependence === 'run' && ofCall === 'run'
    ? `keep one ${label} for each set of arguments, and share that`
    : `build one ${label}, and share it`;
}

const ANEW = 'It connects anew each time';

function decapitalized(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

/** The method by which a client is best ended. */
function endOf({ ref }: BuiltAgain): string {
  return Object.keys(ref.type.dispose ?? {})[0] ?? 'close';
}

function unitOf({ reason }: BuiltAgain): string {
  return reason.how === 'run' ? reason.run.handler.unit : 'call';
}

/** What is called, of a file whose text is not at hand: `pg.Pool`. */
function calleeText(callee: TSESTree.Node): string {
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return '…';
  return `${calleeText(callee.object)}.${callee.property.name}`;
}

/** What is said of a client that has the arguments of another one. */
export function secondClientFinding(file: File, { call, ref, other }: SecondClient): Finding<'second'> {
  return {
    at: placeOf(call.callee),
    message: 'second',
    data: { made: madeBy(file, call), label: ref.type.label ?? 'client', line: other.call.loc.start.line },
  };
}

/** What is said of a client of which another module has one as well. */
export function clientElsewhereFinding<Title extends string>(
  file: File,
  { call, ref, path }: ClientElsewhere,
  repair: readonly Repair<Title>[],
): Finding<'elsewhere' | Title> {
  const data = { made: madeBy(file, call), label: ref.type.label ?? 'client', path };
  return { at: placeOf(call.callee), message: 'elsewhere', data, repair };
}

/** What is said of what does without the client that the project shares. */
export function bypassFinding<Title extends string>(
  file: File,
  found: Bypass,
  repair: readonly Repair<Title>[],
): Finding<'declared' | 'passedBy' | Title> {
  const { call, declared } = found;
  const shared = `${declared.name ?? 'the default export'}${declared.isCalled ? '()' : ''}`;
  const data = { made: madeBy(file, call), module: declared.specifier, shared };
  return found.how === 'built'
    ? {
        at: placeOf(call.callee),
        message: 'declared',
        data: { ...data, label: found.ref.type.label ?? 'client' },
        repair,
      }
    : { at: placeOf(call.callee), message: 'passedBy', data: { ...data, option: found.option }, repair };
}

/** `new Pool()`, `redis.createClient()`. */
function madeBy(file: File, call: BuiltAgain['call']): string {
  return writtenAs(call, file.textOf(call.callee).replace(/\s+/g, ''));
}

function writtenAs(call: BuiltAgain['call'], callee: string): string {
  return `${call.type === 'NewExpression' ? 'new ' : ''}${callee.length > 60 ? '…' : callee}()`;
}

function messageFor({ ref, rebuilt, reason, dependence, isOfCaller }: BuiltAgain): BuiltAgainMessage {
  if (reason.how === 'single') return 'single';
  if (reason.how === 'loop') return 'turn';
  if (reason.how === 'call') return 'perCall';
  if (reason.run.handler.unit === 'render') return 'render';
  if (rebuilt.pool !== undefined) return 'pooled';
  if (!rebuilt.shared) return 'unshared';
  if (isOfCaller && ref.type.dispose) return 'owned';
  return dependence === 'run' ? 'keyed' : 'shared';
}

/** The callee, or the last name of it where it spans lines. */
function placeOf(callee: TSESTree.Node): TSESTree.Node {
  return callee.loc.start.line !== callee.loc.end.line && callee.type === 'MemberExpression' ? callee.property : callee;
}
