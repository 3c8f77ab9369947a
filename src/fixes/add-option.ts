import type { TSESTree } from '@typescript-eslint/utils';

import { propertyName, unwrap } from '../lang/nodes.ts';
import { indentAt, layoutOf, startsLine } from './layout.ts';
import type { SourceCode, TextEdit } from './model.ts';

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/** The edit that gives a call one more option: in the literal that holds them, or in a new argument at that position. */
export function optionAdded(
  call: Call,
  home: TSESTree.ObjectExpression | number,
  path: string,
  option: string,
  sourceCode: SourceCode,
): TextEdit | undefined {
  return typeof home === 'number' ? argument(call, home, option, sourceCode) : property(home, path, option, sourceCode);
}

/** `10_000`. */
export function grouped(value: number): string {
  return value < 10_000 ? String(value) : new Intl.NumberFormat('en').format(value).replaceAll(',', '_');
}

/** An option as it is written, with the objects round it: `{ pool: { max: 10 } }` without the outer braces. */
export function propertyText([first = '', ...rest]: readonly string[], value: string): string {
  return rest.length === 0 ? `${first}: ${value}` : `${first}: { ${propertyText(rest, value)} }`;
}
/** A property behind the last one, on a line of its own where that has one. */
function property(
  object: TSESTree.ObjectExpression,
  path: string,
  option: string,
  sourceCode: SourceCode,
): TextEdit | undefined {
  const [first = ''] = path.split('.');
  // The outer part of a dotted path is there already: its value is somebody's construction.
  if (object.properties.some((each) => each.type === 'Property' && propertyName(each) === first)) return undefined;
  const last = object.properties.at(-1);
  if (!last) return { range: object.range, text: `{ ${option} }` };
  const after = sourceCode.getTokenAfter(last);
  const isTrailing = after?.value === ',';
  const at = isTrailing ? after.range[1] : last.range[1];
  const ownLine = last.loc.start.line !== object.loc.start.line && startsLine(sourceCode.text, last.range[0]);
  const { newline } = layoutOf(sourceCode);
  const gap = ownLine ? `${newline}${indentAt(sourceCode.text, last.range[0])}` : ' ';
  return { range: [at, at], text: `${isTrailing ? '' : ','}${gap}${option}${isTrailing ? ',' : ''}` };
}

/** A new argument behind those that are there, before a callback. */
function argument(call: Call, position: number, option: string, sourceCode: SourceCode): TextEdit | undefined {
  const before = call.arguments[position - 1];
  const next = call.arguments[position];
  if (next) return { range: [next.range[0], next.range[0]], text: `{ ${option} }, ` };
  if (before) return { range: [before.range[1], before.range[1]], text: `, { ${option} }` };
  const close = sourceCode.getLastToken(call);
  const open = close && sourceCode.getTokenBefore(close);
  if (close?.value !== ')' || open?.value !== '(' || unwrap(call.callee).range[1] > open.range[0]) return undefined;
  return { range: [close.range[0], close.range[0]], text: `{ ${option} }` };
}
