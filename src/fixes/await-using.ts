import { contains } from '../lang/nodes.ts';
import { type Change, finished } from './change.ts';
import type { Editing, Repair } from './model.ts';
import { type Scene, hangsOnBlock, isInFinally, isStable } from './scene.ts';

/** The title of the edit in this file. */
export const USING_TITLES = {
  awaitUsing: 'Declare `{{name}}` with `{{keyword}}`, which disposes of it whenever the block is left.',
} as const;

/** `await using client = …` instead of `const client = …`, where the type may be disposed of so and the syntax may be written. */
export function awaitUsing(
  scene: Scene,
  file: Editing,
  covers: Repair['covers'],
): Repair<keyof typeof USING_TITLES> | undefined {
  const { symbol, opensAt } = scene.ref.type;
  if (!symbol || symbol.safe === false || opensAt !== undefined || !isKnown(scene, symbol.since, file))
    return undefined;
  if ((symbol.async && !scene.home.async) || file.mayWriteUsing?.() !== true) return undefined;
  const keyword = symbol.async ? 'await using' : 'using';
  const change = declared(scene, keyword);
  return change && { ...change, title: 'awaitUsing', data: { name: scene.holder.name, keyword }, covers };
}

/** Whether the installed version of the library has the symbol. */
function isKnown({ ref }: Scene, since: string, file: Editing): boolean {
  return file.hasVersion?.(ref.library.package, since) === true;
}

function declared(scene: Scene, keyword: string): Change | undefined {
  const { opening, rest, disposals, ref, sourceCode } = scene;
  if (
    opening.type !== 'VariableDeclaration' ||
    opening.kind !== 'const' ||
    opening.declarations.length !== 1 ||
    opening.parent.type !== 'BlockStatement'
  )
    return undefined;
  if (
    opening.declarations[0]?.id.type !== 'Identifier' ||
    !isStable(scene, rest) ||
    hangsOnBlock(rest) ||
    rest.length === 0
  )
    return undefined;
  const isPolite = disposals.every(
    ({ method, statement }) =>
      ref.type.dispose?.[method]?.forced !== true &&
      rest.some((each) => contains(each, statement)) &&
      !isInFinally(statement),
  );
  const first = sourceCode.getFirstToken(opening);
  if (!isPolite || !first) return undefined;
  return finished(scene, rest, disposals, [[{ range: first.range, text: keyword }]]);
}
