import type { TSESTree } from '@typescript-eslint/utils';

import type { TypeRef } from '../catalog/index.ts';
import { type FunctionNode, type Node, enclosingFunction, outside, propertyName, unwrap } from '../lang/nodes.ts';
import type { Variable } from '../lang/scopes.ts';
import type { Leak } from '../ownership/model.ts';
import type { SourceCode } from './model.ts';

/** A statement that does nothing but dispose of the resource: `client.release();`, `await pool.end();`, `if (client) client.release();`. */
export interface PlainDisposal {
  readonly statement: Node;
  readonly call: TSESTree.CallExpression;
  readonly method: string;
  /** `await`, where the code waits for it. */
  readonly isAwaited: boolean;
  /** What is done with its promise: `.catch(log)`. */
  readonly suffix: string;
}

/** How a resource is disposed of where nothing says otherwise. */
export interface Disposer {
  readonly isAsync: boolean;
  /** The call, without `await`. */
  code(isOptional: boolean): string;
}

/** The disposals of a leak, when all of them are plain statements of one function that dispose in the same way; undefined otherwise. */
export function plainDisposals(
  leak: Leak,
  holder: Variable,
  home: FunctionNode,
  sourceCode: SourceCode,
): readonly PlainDisposal[] | undefined {
  const found: PlainDisposal[] = [];
  for (const node of leak.disposals) {
    const plain = enclosingFunction(node) === home ? plainDisposal(node, holder, sourceCode) : undefined;
    if (!plain) return undefined;
    if (!found.some(({ statement }) => statement === plain.statement)) found.push(plain);
  }
  return new Set(found.map(({ method, suffix }) => method + suffix)).size > 1 ? undefined : found;
}

/** The plain statement that a disposing call is; undefined where it is part of something larger. */
export function plainDisposal(node: Node, holder: Variable, sourceCode: SourceCode): PlainDisposal | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const callee = unwrap(node.callee);
  if (callee.type !== 'MemberExpression' || callee.computed) return undefined;
  const method = propertyName(callee);
  const isOwn = node.arguments.length === 0 && refersTo(callee.object, holder);
  const isHanded = node.arguments.length === 1 && refersTo(node.arguments[0], holder) && isPath(callee.object);
  const chain = chainOf(node);
  const isAwaited = outside(chain).parent?.type === 'AwaitExpression';
  const { parent: statement } = outside(isAwaited ? (outside(chain).parent ?? chain) : chain);
  if (method === undefined || statement?.type !== 'ExpressionStatement' || (!isOwn && !isHanded)) return undefined;
  const suffix = sourceCode.text.slice(node.range[1], chain.range[1]);
  return { statement: guarded(statement, holder) ?? statement, call: node, method, isAwaited, suffix };
}

/** `client.end().catch(log)`, from the call at its foot. */
function chainOf(call: Node): Node {
  const { parent: member, child } = outside(call);
  if (member?.type !== 'MemberExpression' || member.object !== child || propertyName(member) !== 'catch') return call;
  const { parent: outer } = outside(member);
  return outer?.type === 'CallExpression' && outer.arguments.length === 1 ? outer : call;
}

function refersTo(node: Node | undefined, holder: Variable): boolean {
  const inner = node && unwrap(node);
  return inner?.type === 'Identifier' && holder.references.some(({ identifier }) => identifier === inner);
}

/** `pool`, `this.pool`: names whose reading does nothing. */
function isPath(node: Node): boolean {
  const inner = unwrap(node);
  return (
    inner.type === 'Identifier' ||
    inner.type === 'ThisExpression' ||
    (inner.type === 'MemberExpression' && !inner.computed && isPath(inner.object))
  );
}

/** `if (client) client.release();`, `if (client) { client.release(); }` */
function guarded(statement: Node, holder: Variable): Node | undefined {
  const block = statement.parent;
  const isAlone = block?.type === 'BlockStatement' && block.body.length === 1;
  const owner = isAlone ? block.parent : block;
  if (owner?.type !== 'IfStatement' || owner.alternate || owner.consequent !== (isAlone ? block : statement))
    return undefined;
  return refersTo(owner.test, holder) ? owner : undefined;
}

/** How to dispose of the resource: as the code does already, else as the library recommends. Undefined where that is not one call without arguments. */
export function disposerOf(
  leak: Leak,
  holder: Variable,
  ref: TypeRef,
  plain: readonly PlainDisposal[],
  sourceCode: SourceCode,
): Disposer | undefined {
  const [used] = plain;
  const disposers = ref.type.dispose ?? {};
  if (used) {
    const known = disposers[used.method];
    const isHanded = used.call.arguments.length > 0;
    if ((!isHanded && (!known || !endsAlone(known))) || leak.obligation.releases.size > 0) return undefined;
    const isAsync = plain.some(({ isAwaited }) => isAwaited) || (known?.async === true && used.suffix === '');
    return { isAsync, code: (isOptional) => disposalText(used, holder, isOptional, sourceCode) };
  }
  const candidates = Object.entries(disposers).filter(([name, each]) => !each.forced && !name.includes('.'));
  const [name, chosen] = candidates[0] ?? [];
  if (name === undefined || !chosen || !endsAlone(chosen) || chosen.args !== undefined || chosen.since !== undefined)
    return undefined;
  return { isAsync: chosen.async === true, code: (isOptional) => `${holder.name}${isOptional ? '?' : ''}.${name}()` };
}

/** Whether one call of it is all, and says nothing but that the resource is not needed any more. */
function endsAlone({ needs, decides, finishedBy }: CatalogDisposer): boolean {
  return needs === undefined && decides === undefined && finishedBy === undefined;
}

type CatalogDisposer = NonNullable<TypeRef['type']['dispose']>[string];

function disposalText(
  { call, method, suffix }: PlainDisposal,
  holder: Variable,
  isOptional: boolean,
  sourceCode: SourceCode,
): string {
  if (call.arguments.length === 0) return `${holder.name}${isOptional ? '?' : ''}.${method}()${suffix}`;
  const text = sourceCode.getText(call) + suffix;
  return isOptional ? `if (${holder.name}) ${text}` : text;
}
