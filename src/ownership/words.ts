import type { Node } from '../lang/nodes.ts';
import type { Exit, Leak } from './model.ts';

/** How the words of a message are made. */
export interface Wording {
  textOf(node: Node): string;
  /** Line numbers are left out where the linted text is not the file that a person sees. */
  readonly hasLines: boolean;
}

/** The way out that a message names: the exits that a reader checks most easily come first. */
export function toldExit({ exits }: Leak): Exit | undefined {
  return [...exits].sort((a, b) => EASIEST.indexOf(a.how) - EASIEST.indexOf(b.how))[0];
}

const EASIEST: readonly Exit['how'][] = [
  'dropped',
  'overwritten',
  'again',
  'returns',
  'throws',
  'alone',
  'times out',
  'ends',
];

/** The leaking path in words, to follow "when": `` `client.query()` on line 12 throws ``, `the function returns on line 20`. */
export function exitInWords(exit: Exit, leak: Leak, wording: Wording): string {
  const line = (node: Node | undefined): string => (node && wording.hasLines ? ` on line ${node.loc.start.line}` : '');
  switch (exit.how) {
    case 'throws':
      if (exit.node?.type === 'ThrowStatement') return `the error${line(exit.node)} is thrown`;
      return exit.node ? `${phrase(exit.node, wording)}${line(exit.node)} throws` : 'something throws';
    case 'again':
      return leak.name === undefined ? 'the next one is acquired' : `\`${leak.name}\` is acquired again`;
    case 'overwritten':
      return `\`${leak.name ?? ''}\` is assigned again${line(exit.node)}`;
    case 'alone':
      return `another one of \`Promise.all()\`${line(exit.node)} fails`;
    case 'times out':
      return `the timeout${line(exit.node)} settles the promise`;
    case 'returns':
      return `the function returns${line(exit.node)}`;
    case 'dropped':
      return 'nothing keeps it';
    default:
      return 'the function ends';
  }
}

/** A call as its reader knows it: the callee without its arguments. */
export function phrase(node: Node, wording: Wording): string {
  let at = node;
  if (at.type === 'AwaitExpression') at = at.argument;
  while (at.type === 'TSNonNullExpression' || at.type === 'TSAsExpression' || at.type === 'ChainExpression')
    at = at.expression;
  if (at.type === 'ForOfStatement') return 'the iteration';
  if (at.type === 'NewExpression' && wording.textOf(at.callee) === 'Promise') return 'the promise';
  if (at.type === 'CallExpression') return `\`${short(wording.textOf(at.callee))}()\``;
  if (at.type === 'NewExpression') return `\`new ${short(wording.textOf(at.callee))}()\``;
  return `\`${short(wording.textOf(at))}\``;
}

/** One line of at most forty characters. */
export function short(text: string): string {
  const line = text.replace(/\s+/g, ' ').replace(/ ?([.?]) ?/g, '$1');
  return line.length <= 40 ? line : `…${line.slice(-39)}`;
}
