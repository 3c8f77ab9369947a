import type { LateUse } from '../ownership/model.ts';
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
  };
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
