import type { TSESTree } from '@typescript-eslint/utils';

import { type Node, contains, enclosingFunction, outside, propertyName, unwrap } from '../lang/nodes.ts';
import type { Variable } from '../lang/scopes.ts';
import type { BuiltAgain } from '../scope/scope.ts';
import { type PlainDisposal, plainDisposal } from './disposers.ts';
import { dropDisposals } from './drop-disposal.ts';
import { layoutOf } from './layout.ts';
import type { Editing, SourceCode, TextEdit } from './model.ts';
import { type ModulePlace, modulePlace } from './module-place.ts';
import { Pen } from './wrap.ts';

/** A client that could be shared, as the edits see it: where it is made, and what is done with it there. */
export interface Sharing {
  readonly found: BuiltAgain;
  readonly sourceCode: SourceCode;
  readonly isTyped: boolean;
  readonly pen: Pen;
  readonly place: ModulePlace;
  /** The statement that declares the name; undefined where the client is made inside an expression. */
  readonly declaration: TSESTree.VariableDeclaration | undefined;
  readonly reads: readonly TSESTree.Identifier[];
  /** What takes the local disposals away. */
  readonly dropped: readonly TextEdit[];
  /** Nobody but the function that makes it can have it. */
  readonly isAlone: boolean;
  readonly covers: readonly [number, number];
}

/** What a client is set up with must not happen once for each run when the client is shared. */
const SETTING_UP =
  /^(?:on|once|addListener|prependListener|off|removeListener|removeAllListeners|use|extend|set[A-Z]\w*|register\w*|\$use|\$on|middlewareStack|interceptors|connect|initialize|init|open)$/;

/** A client as one that could be shared; undefined where it is opened, set up or ended in ways that no edit can take apart. */
export function sharingOf(found: BuiltAgain, file: Editing): Sharing | undefined {
  const { call, ref, holder } = found;
  const { sourceCode } = file;
  const pen = new Pen(sourceCode, layoutOf(sourceCode));
  const place = modulePlace(call, call, pen, sourceCode);
  const { opensAt } = ref.type;
  if (!place || !isPlainValue(call) || (opensAt !== undefined && opensAt !== '*')) return undefined;
  const declaration = holder && declarationOf(call, holder);
  if (holder && !declaration) return undefined;
  const reads = (holder?.references ?? []).filter((each) => each.isRead()).map(({ identifier }) => identifier);
  const names = reads.filter((each): each is TSESTree.Identifier => each.type === 'Identifier');
  const disposals = names.flatMap((read) => disposalAt(read, found, sourceCode) ?? []);
  const plain = disposals.filter((each): each is PlainDisposal => each !== 'other');
  const dropped = dropDisposals(plain, pen, sourceCode);
  const others = names.filter((read) => !plain.some(({ statement }) => contains(statement, read)));
  if (!dropped || disposals.includes('other') || names.length < reads.length || others.some(setsUp(ref.type.opensAt)))
    return undefined;
  const end = Math.max(call.range[1], ...reads.map(({ range }) => range[1]), ...dropped.map(({ range }) => range[1]));
  return {
    found,
    sourceCode,
    isTyped: /\.[cm]?tsx?$/.test(file.filename ?? ''),
    pen,
    place,
    declaration,
    reads: others,
    dropped,
    isAlone: declaration ? others.every((read) => isUsedHere(read, found)) : isTakenHere(call, found),
    covers: [place.at, end],
  };
}

/** The call itself is the value: nothing waits for it, and no chain goes on from it. */
function isPlainValue(call: Node): boolean {
  const { parent, child } = outside(call);
  return (
    parent?.type !== 'AwaitExpression' &&
    !(parent?.type === 'MemberExpression' && parent.object === child && isChained(parent)) &&
    enclosingFunction(call)?.params.some((parameter) => contains(parameter, call)) !== true
  );
}

function isChained(member: TSESTree.MemberExpression): boolean {
  return SETTING_UP.test(propertyName(member) ?? '');
}

/** `const pool = new Pool(…);`, alone in its statement. */
function declarationOf(call: Node, holder: Variable): TSESTree.VariableDeclaration | undefined {
  const { parent: declarator } = outside(call);
  const declaration = declarator?.parent;
  const isWritten = holder.references.some((each) => each.isWrite() && each.init !== true);
  return declarator?.type === 'VariableDeclarator' &&
    declaration?.type === 'VariableDeclaration' &&
    declaration.declarations.length === 1 &&
    declarator.id.type === 'Identifier' &&
    (declaration.parent.type === 'BlockStatement' || declaration.parent.type === 'SwitchCase') &&
    !isWritten
    ? declaration
    : undefined;
}

/** The disposal that a use of the name is; `other` where it is one that is part of something larger. */
function disposalAt(
  read: TSESTree.Identifier,
  { ref, holder }: BuiltAgain,
  sourceCode: SourceCode,
): PlainDisposal | 'other' | undefined {
  const { parent: member } = outside(read);
  const name = member?.type === 'MemberExpression' ? propertyName(member) : undefined;
  if (!holder || name === undefined || !Object.hasOwn(ref.type.dispose ?? {}, name)) return undefined;
  const call = member && outside(member).parent;
  return (call?.type === 'CallExpression' ? plainDisposal(call, holder, sourceCode) : undefined) ?? 'other';
}

/** Whether a use of the name sets the client up. A `connect` that may be repeated is none. */
function setsUp(opensAt: string | undefined): (read: Node) => boolean {
  return (read) => {
    const { parent: member } = outside(read);
    if (member?.type !== 'MemberExpression') return false;
    const name = propertyName(member) ?? '';
    const isAssigned = member.parent.type === 'AssignmentExpression' && member.parent.left === member;
    return isAssigned || (SETTING_UP.test(name) && !(opensAt === '*' && name === 'connect'));
  };
}

/** Whether a use of the name gives the client to nobody: a member of it, or an option of one call. */
function isUsedHere(read: Node, found: BuiltAgain): boolean {
  const { parent, child } = outside(read);
  if (parent?.type === 'MemberExpression' && parent.object === child) return true;
  return isTakenHere(read, found);
}

/** `fetch(url, { dispatcher: new Agent() })` */
function isTakenHere(value: Node, { rebuilt, reason }: BuiltAgain): boolean {
  const { parent } = outside(value);
  if (parent?.type === 'AssignmentExpression' || parent?.type === 'ConditionalExpression')
    return reason.how === 'single';
  if (parent?.type === 'MemberExpression') return true;
  return parent?.type === 'Property' && rebuilt.takenBy?.includes(propertyName(parent) ?? '') === true;
}

/** Whether a use stands as a property written short: `{ pool }`. */
export function isShorthand(read: Node): boolean {
  const parent = read.parent;
  return parent?.type === 'Property' && parent.shorthand && unwrap(parent.value) === read;
}
