import type { TSESTree } from '@typescript-eslint/utils';

import { walk } from '../lang/census.ts';
import { type Node, contains, enclosingFunction, outside, propertyName } from '../lang/nodes.ts';
import { type Variable, homeOf } from '../lang/scopes.ts';
import type { BuiltAgain } from '../scope/scope.ts';
import { type PlainDisposal, plainDisposal } from './disposers.ts';
import { dropDisposals } from './drop-disposal.ts';
import { dedented, indentAt, layoutOf, startsLine } from './layout.ts';
import type { Editing, SourceCode, TextEdit } from './model.ts';
import { modulePlace } from './module-place.ts';
import { meaningOf } from './names.ts';
import { outermost } from './outermost.ts';
import { Pen } from './wrap.ts';

/** The edits that connect once, and what they are to be called. */
export interface Remembered {
  readonly name: string;
  readonly edits: readonly TextEdit[];
  readonly covers: readonly [number, number];
}

/** What sets a client up, and may happen once for all. */
const LISTENING = /^(?:on|once|addListener)$/;

/**
 * A client that has to connect before its first use, kept by way of the promise of its connection: whoever comes first connects, the
 * others wait for the same, and when it fails the next one tries again. `free` gives a name that nothing in the file has.
 *
 *     const openClient = async () => { const client = createClient(); await client.connect(); return client; };
 *     let sharedClient;
 *     const getClient = () => (sharedClient ??= openClient().catch((error) => { sharedClient = undefined; throw error; }));
 */
export function rememberConnection(
  found: BuiltAgain,
  file: Editing,
  free: (wanted: string) => string,
): Remembered | undefined {
  const { call, holder } = found;
  const { sourceCode } = file;
  const pen = new Pen(sourceCode, layoutOf(sourceCode));
  const place = modulePlace(call, call, pen, sourceCode);
  const scene = holder && sceneOf(call, holder, sourceCode);
  const uses = scene && usesOf(found, holder, sourceCode);
  const dropped = uses && dropDisposals(uses.disposals, pen, sourceCode);
  const cut = uses?.setUp.map((statement) => pen.remove(statement)) ?? [];
  if (!place || !dropped || !cut.every((each) => each !== undefined)) return undefined;
  const { declaration, value } = scene;
  const names = namesFor(holder.name, free);
  const edits = [
    place.insert(codeFor(names, [declaration, ...uses.setUp], holder.name, pen, file)),
    { range: value.range, text: `await ${names.get}()` },
    ...cut,
    ...dropped,
  ];
  const ends = [
    ...holder.references.map(({ identifier }) => identifier.range[1]),
    ...dropped.map(({ range }) => range[1]),
  ];
  return { name: names.get, edits: outermost(edits), covers: [place.at, Math.max(declaration.range[1], ...ends)] };
}

/** The statements that set the client up, and those that end it; undefined where one of them is part of something larger, or it does not connect just once. */
function usesOf(
  { ref }: BuiltAgain,
  holder: Variable,
  sourceCode: SourceCode,
): { readonly setUp: readonly Node[]; readonly disposals: readonly PlainDisposal[] } | undefined {
  const opensAt = ref.type.opensAt === '*' ? undefined : ref.type.opensAt;
  const setUp: TSESTree.ExpressionStatement[] = [];
  const disposals: PlainDisposal[] = [];
  for (const { identifier } of holder.references.filter((each) => each.isRead())) {
    const use = useOf(identifier);
    const method = use && propertyName(use.member);
    if (!use || method === undefined) continue;
    if (method === opensAt || LISTENING.test(method)) {
      const statement = statementOf(use.call, method === opensAt);
      if (!statement || !isMovable(statement, holder, sourceCode)) return undefined;
      setUp.push(statement);
    } else if (Object.hasOwn(ref.type.dispose ?? {}, method)) {
      const plain = plainDisposal(use.call, holder, sourceCode);
      if (!plain) return undefined;
      disposals.push(plain);
    }
  }
  const connects = setUp.filter(({ expression }) => expression.type === 'AwaitExpression');
  return connects.length === (opensAt === undefined ? 0 : 1) ? { setUp, disposals } : undefined;
}

interface Names {
  readonly open: string;
  readonly held: string;
  readonly get: string;
}

function namesFor(base: string, free: (wanted: string) => string): Names {
  const capital = base.charAt(0).toUpperCase() + base.slice(1);
  return { open: free(`open${capital}`), held: free(`shared${capital}`), get: free(`get${capital}`) };
}

function codeFor(
  { open, held, get }: Names,
  statements: readonly Node[],
  name: string,
  pen: Pen,
  { filename, sourceCode }: Editing,
): string {
  const { newline, unit, end } = pen.layout;
  const isTyped = /\.[cm]?tsx?$/.test(filename ?? '');
  const moved = statements.map((each) => dedented(sourceCode, each.range, indentAt(sourceCode.text, each.range[0])));
  return [
    `const ${open} = async () => {`,
    ...[...moved, `return ${name}${end}`].map((text) => unit + text.replaceAll('\n', `\n${unit}`)),
    `}${end}`,
    `let ${held}${isTyped ? `: ReturnType<typeof ${open}> | undefined` : ''}${end}`,
    `const ${get} = () =>`,
    `${unit}(${held} ??= ${open}().catch((error${isTyped ? ': unknown' : ''}) => {`,
    `${unit}${unit}${held} = undefined${end}`,
    `${unit}${unit}throw error${end}`,
    `${unit}}))${end}`,
  ].join(newline);
}

/** `const client = createClient();`, `const connection = await connect(url);`, alone in its statement and its line. */
function sceneOf(
  call: Node,
  holder: Variable,
  { text }: SourceCode,
): { readonly declaration: TSESTree.VariableDeclaration; readonly value: Node } | undefined {
  const { parent, child } = outside(call);
  const value = parent?.type === 'AwaitExpression' ? parent : child;
  const declarator = outside(value).parent;
  const declaration = declarator?.parent;
  const isWritten = holder.references.some((each) => each.isWrite() && each.init !== true);
  return declarator?.type === 'VariableDeclarator' &&
    declaration?.type === 'VariableDeclaration' &&
    declaration.kind === 'const' &&
    declaration.declarations.length === 1 &&
    declaration.parent.type === 'BlockStatement' &&
    enclosingFunction(call)?.async === true &&
    startsLine(text, declaration.range[0]) &&
    !isWritten
    ? { declaration, value }
    : undefined;
}

/** `client.connect()`, with the name at its foot. */
function useOf(
  read: Node,
): { readonly member: TSESTree.MemberExpression; readonly call: TSESTree.CallExpression } | undefined {
  const { parent: member, child } = outside(read);
  if (member?.type !== 'MemberExpression' || member.object !== child) return undefined;
  const { parent: call, child: callee } = outside(member);
  return call?.type === 'CallExpression' && call.callee === callee ? { member, call } : undefined;
}

/** The statement that is nothing but the call, awaited or not. */
function statementOf(call: Node, isAwaited: boolean): TSESTree.ExpressionStatement | undefined {
  const { parent } = outside(call);
  const outer = isAwaited ? (parent?.type === 'AwaitExpression' ? outside(parent).parent : undefined) : parent;
  return outer?.type === 'ExpressionStatement' ? outer : undefined;
}

/** Whether a statement means the same outside the function: of its names only that of the client is the function's own. */
function isMovable(statement: Node, holder: Variable, sourceCode: SourceCode): boolean {
  let isFree = sourceCode.getCommentsInside(statement).length === 0;
  walk(statement, sourceCode.visitorKeys, (node) => {
    if (node.type === 'ThisExpression') isFree = false;
    const variable = node.type === 'Identifier' ? meaningOf(node.name, node, sourceCode) : undefined;
    const home = variable && homeOf(variable);
    if (variable && variable !== holder && home && !contains(statement, home)) isFree = false;
    return isFree;
  });
  return isFree;
}
