import type { TSESTree } from '@typescript-eslint/utils';

import { perObject } from '../memo.ts';
import type { SourceCode } from './context.ts';
import type { Replacement } from './edits.ts';

/**
 * The text after a replacement without what it does not touch: the other statements of the module, where it stands inside of one, and
 * the bodies of functions. Whether it is a program depends on nothing that they say, since neither `await`, `return` and labels nor
 * declared names pass the border of a body, and what is written inside of a statement declares nothing beside it.
 *
 *     function f() { … }
 *     class Service {             class Service {
 *       first() { … }               first() {}
 *       async second() {     →      async second() {
 *         … the edit …                … the edit …
 *       }                           }
 *     }                           }
 */
export function abridged({ range: [from, to], text }: Replacement, sourceCode: SourceCode, filename: string): string {
  const { text: source } = sourceCode;
  const [start, end] = statementRound([from, to], sourceCode, filename) ?? [0, source.length];
  let result = '';
  let at = start;
  const copy = (until: number): void => {
    result +=
      at <= from && to <= until ? source.slice(at, from) + text + source.slice(to, until) : source.slice(at, until);
    at = until;
  };
  for (const { whole, body } of bodiesOf(sourceCode)) {
    if (body[0] >= end) break;
    const isTouched = whole[0] <= to && from <= whole[1];
    // Outside of the statement, or inside of what is left out already.
    if (isTouched || body[0] < at) continue;
    copy(body[0]);
    result += '{}';
    at = body[1];
  }
  copy(end);
  return result;
}

/** The statement of the module inside of which a place lies, away from its ends; not in files that hold more than a program. */
function statementRound(
  [from, to]: Replacement['range'],
  { ast }: SourceCode,
  filename: string,
): readonly [number, number] | undefined {
  if (!/\.[cm]?[jt]sx?$/.test(filename)) return undefined;
  return ast.body.find(({ range }) => range[0] < from && to < range[1])?.range;
}

/**
 * Whether the rest of the file cannot notice the replacement: only a private name that is no longer written there may be missed in
 * a body that does not change.
 */
export function isLocal({ range, text }: Replacement, source: string): boolean {
  const before = source.slice(...range).match(PRIVATE) ?? [];
  return before.every((name) => text.includes(name));
}

const PRIVATE = /#[\w$\u0080-\uFFFF]+/g;

interface Body {
  readonly whole: readonly [number, number];
  readonly body: readonly [number, number];
}

/** The functions of a file that have a body in braces, in the order of the text. */
const bodiesOf = perObject((sourceCode: SourceCode): readonly Body[] => {
  const found = (sourceCode.scopeManager?.scopes ?? []).flatMap(({ type, block }) =>
    (type as string) === 'function' && 'body' in block && isBlock(block.body)
      ? { whole: withHead(block).range, body: block.body.range }
      : [],
  );
  return found.sort((one, other) => one.body[0] - other.body[0]);
});

function isBlock(body: object | null | undefined): body is TSESTree.BlockStatement {
  return (body as TSESTree.Node | null | undefined)?.type === 'BlockStatement';
}

/** `async run() {}`: the function begins at its parameters, the method before. */
function withHead(block: TSESTree.Node): TSESTree.Node {
  const isMethod = block.parent?.type === 'MethodDefinition' || block.parent?.type === 'Property';
  return isMethod ? (block.parent ?? block) : block;
}
