import { dim, fault, indented, name, strong, wrapped } from './terminal.ts';

/** A report, with all that is needed to show it. */
export interface Report {
  /** From the folder of the service, with slashes. */
  readonly file: string;
  readonly text: string;
  /** Undefined where the file could not be read at all. */
  readonly rule: string | undefined;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly suggestions: readonly { readonly words: string; readonly replaced: string }[];
}

/** How many lines between the two places of a report are shown before they are left out. */
const GAP = 7;

/** Place and rule, the message, and the code with what was acquired and the line on which the path leaves. */
export function frameOf(report: Report, folder = ''): string {
  const { file, line, column, rule = 'error', message } = report;
  const head = `${strong(`${folder}${file}:${line}:${column}`)}  ${name(rule)}`;
  return [head, indented(wrapped(message)), '', ...excerpt(report)].join('\n');
}

function excerpt(report: Report): string[] {
  const lines = report.text.split('\n');
  const exit = exitOf(report);
  const last = Math.max(report.line, exit ?? 0);
  const size = String(last + 1).length;
  const gutter = (label: string): string => dim(`${label.padStart(size)} │`);
  const shown: string[] = [];
  for (const [i, code] of lines.entries()) {
    const number = i + 1;
    if (number < report.line - 1 || number > last + 1 || (isBeside(number, report, last) && code.trim() === ''))
      continue;
    if (isBetween(number, report, last)) {
      if (number === report.line + 2) shown.push(`  ${gutter('⋮')}`);
      continue;
    }
    const mark = number === exit ? fault('→') : ' ';
    shown.push(`${mark} ${gutter(String(number))} ${code}`.trimEnd());
    if (number === report.line) shown.push(`  ${gutter('')} ${squiggle(report, code)}`);
  }
  return shown;
}

/** The lines just before and behind, which are there for orientation. */
function isBeside(number: number, { line }: Report, last: number): boolean {
  return number === line - 1 || number === last + 1;
}

/** In the middle of a long way from the acquisition to the exit. */
function isBetween(number: number, { line }: Report, last: number): boolean {
  return last - line > GAP && number > line + 1 && number < last - 2;
}

function squiggle({ line, column, endLine, endColumn }: Report, code: string): string {
  const end = endLine === line ? endColumn : code.length + 1;
  return ' '.repeat(column - 1) + fault('~'.repeat(Math.max(1, end - column)));
}

/** The line that the message names: where the leaking path leaves. */
function exitOf({ message }: Report): number | undefined {
  const [, line] = / on line (\d+)/.exec(message) ?? [];
  return line === undefined ? undefined : Number(line);
}
