import { walk } from '../lang/census.ts';
import { type Node, outside, propertyName, unwrap } from '../lang/nodes.ts';
import { exportsOf } from '../project/exports.ts';
import { packageOf } from '../project/manifests.ts';
import { seenFromFile } from '../project/paths.ts';
import type { DeclaredClient } from './declared-clients.ts';
import { dependenceOf, isName } from './dependence.ts';
import type { ScopeSource } from './model.ts';
import { type Construction, constructionsOf, isOfModule, likenessOf } from './rebuilt.ts';

/** A client of a module of which another module of the same package has one with the same arguments. */
export interface ClientElsewhere extends Construction {
  readonly how: 'built';
  /** The file that has the other one, inside the folder that is linted. */
  readonly path: string;
  /** The other one as it can be imported; undefined where its module does not offer it. */
  readonly declared: DeclaredClient | undefined;
}

/** How many files of a package are read to find a second client. */
const MOST = 12;

/**
 * The clients of a module that another module builds as well: `new PrismaClient()` in six files. Only types whose connections a server
 * counts, at module level, with arguments that mean the same in every file, and only files that are part of one program: that others
 * import, or that stand where a framework looks for them. Of all of them the one that is offered to others stays, or the first by name.
 */
export function clientsElsewhere(source: ScopeSource): readonly ClientElsewhere[] {
  const own = clientsOf(source);
  if (own.length === 0 || !source.others || !isPart(source)) return [];
  return own.flatMap((each) => {
    const other = otherOf(each, source);
    return other
      ? [{ ...each, how: 'built' as const, path: other.source.path, declared: declaredBy(other, source) }]
      : [];
  });
}

interface Placed extends Construction {
  readonly source: ScopeSource;
}

function otherOf(one: Construction, source: ScopeSource): Placed | undefined {
  const likeness = likenessOf(one, source);
  const name = calleeName(one.call);
  const home = folderOf(source);
  const files = Object.keys(one.ref.library.modules).flatMap((each) => source.others?.importing(each) ?? []);
  const likely = files.filter(({ text }) => name !== undefined && text.includes(`${name}(`)).slice(0, MOST);
  const found = likely.flatMap(({ source: other }): readonly Placed[] => {
    if (!other || other.origin.path === source.origin.path || folderOf(other) !== home || !isPart(other)) return [];
    const alike = clientsOf(other).find((each) => likenessOf(each, other) === likeness);
    return alike ? [{ ...alike, source: other }] : [];
  });
  const [first] = [...found, { ...one, source }].sort(byPrecedence);
  return first && first.source !== source ? first : undefined;
}

/** What is offered to others goes first, then what comes first by name. */
function byPrecedence(a: Placed, b: Placed): number {
  const rank = (each: Placed): number => (exportedName(each) === undefined ? 1 : 0);
  return rank(a) - rank(b) || (a.source.path < b.source.path ? -1 : 1);
}

/** The clients of the module itself that mean the same wherever they are built. */
function clientsOf(source: ScopeSource): readonly Construction[] {
  return constructionsOf(source).filter(({ call, rebuilt }) => {
    const dependence = dependenceOf(call.arguments, source);
    const isFixed = dependence === 'nothing' || dependence === 'process';
    return rebuilt.counted && isOfModule(call) && isFixed && call.arguments.every((each) => isUniversal(each, source));
  });
}

/** Whether an argument says the same in every file: it has no names but `process`. */
function isUniversal(argument: Node, { visitorKeys }: ScopeSource): boolean {
  let found = true;
  walk(argument, visitorKeys, (node) => {
    if (node.type === 'Identifier' && isName(node) && node.name !== 'process') found = false;
    return found;
  });
  return found;
}

/** Whether a file is a part of a program, and none by itself: it is imported, or stands where a framework looks for it. */
function isPart(source: ScopeSource): boolean {
  if (source.text.startsWith('#!')) return false;
  const stands = source.frameworks.some(({ exported }) =>
    exported?.some(({ path }) => path !== undefined && new RegExp(path).test(source.path)),
  );
  return stands || (source.others?.importersOf(source) ?? []).length > 0;
}

function folderOf({ origin }: ScopeSource): string | undefined {
  const found = origin.path === undefined ? undefined : packageOf(origin.path);
  return found && origin.path?.slice(0, -found.path.length);
}

function declaredBy(other: Placed, source: ScopeSource): DeclaredClient | undefined {
  const name = exportedName(other);
  const { path } = other.source;
  const ending = /\.[cm]?[jt]sx?$/.exec(path)?.[0] ?? '';
  if (name === undefined) return undefined;
  const specifier = seenFromFile(path.slice(0, path.length - ending.length), source.path);
  return { specifier, ending, name: name === 'default' ? undefined : name, isCalled: false };
}

/** The name under which a module offers a client: that of `export const prisma = new PrismaClient()`. */
function exportedName({ call, source }: Placed): string | undefined {
  const { parent } = outside(call);
  if (parent?.type === 'ExportDefaultDeclaration') return 'default';
  const id = parent?.type === 'VariableDeclarator' ? parent.id : undefined;
  const variable = id && source.scopes.variableOf(id);
  for (const [name, exported] of exportsOf(source.program).names) {
    const node = exported.is === 'own' ? unwrap(exported.node) : undefined;
    if (variable && node && source.scopes.variableOf(node) === variable) return name;
  }
  return undefined;
}

function calleeName(call: Construction['call']): string | undefined {
  const callee = unwrap(call.callee);
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
}
