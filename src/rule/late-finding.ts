import type { LateUse } from '../ownership/model.ts';
import type { RouteStep } from '../ownership/route.ts';
import type { Finding, Repair } from './finding.ts';
import type { File } from './services.ts';

/** What is said of work with a resource that comes too late. */
export function lateFinding<Title extends string>(
  file: File,
  late: LateUse,
  repair: readonly Repair<Title>[],
): Finding<LateUse['how'] | Title> {
  return {
    at: late.place,
    message: late.how,
    data: { name: late.name, call: callIn(file, late), disposal: disposalIn(file, late), line: lineIn(file, late) },
    repair,
    route: () => routeOf(file, late),
  };
}

/** What happens in which order: work that goes on is begun before its resource is disposed of, and a call is late after that. */
function routeOf(file: File, late: LateUse): readonly RouteStep[] {
  const { acquisition, disposal, call, how, name } = late;
  const begin = acquisition ? [{ loc: acquisition.loc, what: `\`${name}\` comes into being` }] : [];
  const work = `\`${callIn(file, late)}\``;
  const isLate = how === 'used' || how === 'unreadable';
  const end = { loc: disposal.loc, what: `\`${name}\` is disposed of${isLate ? '' : ' while that may go on'}` };
  const use = {
    loc: call.loc,
    what: isLate ? `${work} comes too late` : `${work} begins, and nothing here waits for it`,
  };
  return [...begin, ...(isLate ? [end, use] : [use, end])];
}

/** The call as its reader knows it: the callee without its arguments. */
function callIn(file: File, { call }: LateUse): string {
  if (call.type === 'NewExpression') return `new ${short(file.textOf(call.callee))}()`;
  return call.type === 'CallExpression' ? `${short(file.textOf(call.callee))}()` : short(file.textOf(call));
}

function disposalIn(file: File, { disposal, name }: LateUse): string {
  if (disposal.type === 'VariableDeclaration') return `${disposal.kind} ${name}`;
  return disposal.type === 'CallExpression' ? `${short(file.textOf(disposal.callee))}()` : name;
}

function lineIn(file: File, { disposal }: LateUse): string {
  return file.hasLines ? ` on line ${String(disposal.loc.start.line)}` : '';
}

/** One line of at most forty characters. */
function short(text: string): string {
  const line = text.replace(/\s+/g, ' ').replace(/ ?([.?]) ?/g, '$1');
  return line.length <= 40 ? line : `…${line.slice(-39)}`;
}
