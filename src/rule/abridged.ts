import type { TSESTree } from '@typescript-eslint/utils';

import { perObject } from '../memo.ts';
import type { SourceCode } from './context.ts';
import type { Replacement } from './edits.ts';

/**
 * The text after a replacement without the bodies of the functions that it does not touch: whether it is a program depends on no
 * statement of theirs, since neither `await`, `return` and labels nor declared names pass the border of a body.
 *
 *     function f() { … }          function f() {}
 *     async function g() {   →    async function g() {
 *       … the edit …                … the edit …
 *     }                           }
 */
export function abridged({ range: [from, to], text }: Replacement, sourceCode: SourceCode): string {
  const { text: source } = sourceCode;
  let result = '';
  let at = 0;
  const copy = (end: number): void => {
    result += at <= from && to <= end ? source.slice(at, from) + text + source.slice(to, end) : source.slice(at, end);
    at = end;
  };
  for (const { whole, body } of bodiesOf(sourceCode)) {
    const isTouched = whole[0] <= to && from <= whole[1];
    // Inside of what is left out already, or of what is replaced.
    if (isTouched || body[0] < at) continue;
    copy(body[0]);
    result += '{}';
    at = body[1];
  }
  copy(source.length);
  return result;
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
