import type { TypeRef } from '../catalog/index.ts';
import { type FunctionNode, type Node, contains, enclosingFunction, isFunction } from '../lang/nodes.ts';
import type { Variable } from '../lang/scopes.ts';
import type { Exit, Leak } from '../ownership/model.ts';
import { isCertainlyThere } from './certain.ts';
import { type Disposer, type PlainDisposal, disposerOf, plainDisposals } from './disposers.ts';
import { layoutOf } from './layout.ts';
import type { Editing, SourceCode } from './model.ts';
import { isVisible } from './names.ts';
import { disposesUnlessReported, mayBeHandedOn } from './quiet.ts';
import { type Statement, listOf, statementsAround } from './statements.ts';
import { Pen } from './wrap.ts';

/** A leak seen as statements: where the resource opens, what follows in the same block, and where it is disposed of already. */
export interface Scene {
  readonly leak: Leak;
  readonly sourceCode: SourceCode;
  readonly pen: Pen;
  readonly holder: Variable;
  readonly ref: TypeRef;
  readonly home: FunctionNode;
  /** The statement from whose end on the resource is open. */
  readonly opening: Node;
  /** The statements behind it in its block. */
  readonly rest: readonly Statement[];
  readonly disposals: readonly PlainDisposal[];
  /** The call that disposes, awaited where it has to be. */
  readonly code: string;
  /** The same where the name may hold nothing. */
  readonly optionalCode: string;
  readonly isAwaited: boolean;
  readonly lifetime: readonly [number, number];
}

/** Ways out on which no name of the function holds it any more, or none that a `finally` is on. */
const UNMENDED: ReadonlySet<Exit['how']> = new Set(['overwritten', 'dropped', 'times out']);

/** The scene of a leak that a `finally` may end; undefined where it would not, or where somebody else may own the resource. */
export function sceneOf(leak: Leak, file: Editing): Scene | undefined {
  const { obligation } = leak;
  const [held, ...others] = obligation.holders;
  // What ends by itself is not to be ended before.
  const isEdited = obligation.heldAs === undefined && !obligation.ref.type.endsByItself;
  const opening = isEdited ? openingOf(leak) : undefined;
  const home = opening && enclosingFunction(opening);
  if (!held || others.length > 0 || !opening || !home || !isOrdinary(home, file.sourceCode)) return undefined;
  if (leak.exits.some(({ how }) => UNMENDED.has(how)) || leak.exits.every(({ how }) => how === 'alone'))
    return undefined;
  const [holder, ref] = held;
  const list = listOf(opening);
  const disposals = plainDisposals(leak, holder, home, file.sourceCode);
  if (disposals?.some(({ statement }) => isSwallowed(statement))) return undefined;
  const disposer = disposals && disposerOf(leak, holder, ref, disposals, file.sourceCode);
  if (
    !list ||
    !disposals ||
    !disposer ||
    (disposer.isAsync && !home.async) ||
    !isVisible(holder, opening, file.sourceCode)
  )
    return undefined;
  if (mayBeHandedOn(leak, disposals) || !disposesUnlessReported(leak, disposals)) return undefined;
  const rest = list.slice(list.indexOf(opening as Statement) + 1);
  return {
    leak,
    sourceCode: file.sourceCode,
    pen: new Pen(file.sourceCode, layoutOf(file.sourceCode, opening.range[0])),
    holder,
    ref,
    home,
    opening,
    rest,
    disposals,
    ...codeOf(disposer, disposals.length === 0 && !isCertainlyThere(leak, holder)),
    lifetime: lifetimeOf(leak, holder),
  };
}

function codeOf(disposer: Disposer, isDoubtful: boolean): Pick<Scene, 'code' | 'optionalCode' | 'isAwaited'> {
  const prefix = disposer.isAsync ? 'await ' : '';
  const optional = disposer.code(true);
  return {
    code: prefix + disposer.code(isDoubtful),
    optionalCode: optional.startsWith('if ') ? optional.replace(') ', `) ${prefix}`) : prefix + optional,
    isAwaited: disposer.isAsync,
  };
}

/**
 * The statement in which the resource opens; undefined where there are several. A client that any first call opens may be
 * disposed of before: it counts from its construction on.
 */
function openingOf({ obligation: { ref, starts, opens } }: Leak): Node | undefined {
  const points = ref.type.opensAt === '*' || !opens ? starts : [...opens.keys()];
  const statements = new Set(points.map(({ node }) => node && statementsAround(node)[0]));
  const [only] = statements;
  return statements.size === 1 ? (only ?? undefined) : undefined;
}

/** Whether a function may be edited: no generator, which may never be resumed, and nothing that looks half typed. */
function isOrdinary(home: FunctionNode, sourceCode: SourceCode): boolean {
  return (
    !home.generator &&
    !sourceCode
      .getTokens(home)
      .some(
        (token, i, all) =>
          (token.value === '.' || token.value === '?.') && token.loc.end.line !== all[i + 1]?.loc.start.line,
      )
  );
}

function lifetimeOf(leak: Leak, holder: Variable): readonly [number, number] {
  const places = [
    ...leak.obligation.acquisition.range,
    ...holder.references.flatMap(({ identifier }) => (identifier as Node).range),
    ...leak.disposals.flatMap(({ range }) => range),
  ];
  return [Math.min(...places), Math.max(...places)];
}

/** Whether the name holds this one resource from the acquisition on, and nothing but the given statements uses it then. */
export function isStable({ holder, opening }: Scene, within: readonly Node[]): boolean {
  const isOpening = (node: Node): boolean => contains(opening, node);
  return (
    holder.defs.length === 1 &&
    holder.references.every((reference) => {
      const node = reference.identifier as Node;
      if (reference.isWrite() && reference.init !== true && !isOpening(node)) return false;
      return node.range[0] < opening.range[1] || within.some((statement) => contains(statement, node));
    })
  );
}

/** Whether names that the statements declare are used elsewhere, so that no block may be put round them. */
export function declaresForOthers(
  statements: readonly Node[],
  sourceCode: SourceCode,
  inside: readonly Node[] = statements,
): boolean {
  return statements.some((statement) => {
    if (statement.type === 'VariableDeclaration' && statement.kind === 'var') return false;
    const declared = sourceCode.scopeManager?.getDeclaredVariables(statement) ?? [];
    const names =
      statement.type === 'VariableDeclaration'
        ? statement.declarations.flatMap((each) => sourceCode.scopeManager?.getDeclaredVariables(each) ?? [])
        : declared;
    return names.some((variable) =>
      variable.references.some(({ identifier }) => !inside.some((each) => contains(each, identifier))),
    );
  });
}

/** Whether a statement list has something at its top level whose meaning hangs on the block it stands in. */
export function hangsOnBlock(statements: readonly Node[]): boolean {
  return statements.some(
    ({ type, ...rest }) => type === 'VariableDeclaration' && /using/.test((rest as { kind?: string }).kind ?? ''),
  );
}

/** Whether a statement stands in a `finally`, where it is right already once that begins early enough. */
export function isInFinally(statement: Node): boolean {
  for (let at = statement; at.parent && !isFunction(at); at = at.parent) {
    if (at.parent.type === 'TryStatement' && at.parent.finalizer === at) return true;
  }
  return false;
}

/** `try { client.release(); } catch {}`: what the disposal throws is meant to go nowhere. */
function isSwallowed(statement: Node): boolean {
  const block = statement.parent;
  return (
    block?.type === 'BlockStatement' &&
    block.body.length === 1 &&
    block.parent.type === 'TryStatement' &&
    block.parent.block === block
  );
}

/** Whether a statement stands in a `catch`. */
export function isInCatch(statement: Node): boolean {
  for (let at = statement; at.parent && !isFunction(at); at = at.parent) if (at.type === 'CatchClause') return true;
  return false;
}
