import type { Scope } from '../lang/scopes.ts';
import { type Node, unwrap } from '../lang/nodes.ts';
import type { BuiltAgain, DeclaredClient } from '../scope/scope.ts';
import { isAskedBefore, isWrittenOut } from './asked-before.ts';
import { baseName, capital, free, nameFor, typeText } from './client-names.ts';
import { imported } from './import-client.ts';
import { keptInField } from './keep-in-field.ts';
import { dedented, indentAt, startsLine } from './layout.ts';
import type { Editing, Repair, TextEdit } from './model.ts';
import { endBefore } from './module-place.ts';
import { meaningOf } from './names.ts';
import { outermost } from './outermost.ts';
import { rememberConnection } from './remember-connection.ts';
import { type Sharing, isShorthand, sharingOf } from './sharing.ts';

/** The titles of the edits in this file. */
export const SHARE_TITLES = {
  hoist: 'Build `{{name}}` once, at module level.',
  connectOnce: 'Connect once, in `{{name}}()`, and wait for that.',
  useShared: 'Use `{{name}}`, which the module has already.',
  useDeclared: 'Use `{{name}}`, which the project shares.',
  remember: 'Build it when it is first needed, in `{{name}}()`.',
  keepInField: 'Keep it in the field `{{name}}`, built when it is first needed.',
  keepByKey: 'Keep one for each {{key}} in `{{name}}`.',
} as const;

export type ShareRepair = Repair<keyof typeof SHARE_TITLES>;

/**
 * The edits that make one client of those that are built again and again, for each report of a file. Names are given for all of them
 * together, since ESLint makes edits that do not touch each other in one go. Of clients with the same arguments the first is moved out;
 * the others then find it at module level, and use it.
 */
export function shareClients(
  all: readonly BuiltAgain[],
  file: Editing,
): ReadonlyMap<BuiltAgain, readonly ShareRepair[]> {
  const taken = new Set<string>();
  return new Map(all.map((found) => [found, repairsFor(found, file, taken)]));
}

function repairsFor(found: BuiltAgain, file: Editing, taken: Set<string>): readonly ShareRepair[] {
  const { rebuilt, reason, twin, dependence } = found;
  const sharing = rebuilt.shared && reason.how !== 'loop' ? sharingOf(found, file) : undefined;
  if (!sharing) return connectOnce(found, file, taken);
  // What has somebody's credentials is no matter for the client of all.
  const declared = found.isOfCaller ? undefined : file.sharedFor?.(found.ref);
  if (declared) return useDeclared(sharing, declared);
  if (twin) return useShared(sharing, twin.call);
  if (dependence === 'run') return found.isOfCaller ? keepByKey(sharing, taken) : keepForObject(sharing, taken);
  if (dependence === 'locals') return [];
  const isRender = reason.how === 'run' && reason.run.handler.unit === 'render';
  const isExact =
    rebuilt.idle === true &&
    dependence === 'nothing' &&
    sharing.isAlone &&
    reason.how !== 'call' &&
    !isRender &&
    !isAskedBefore(found.call, found.call.arguments, file.sourceCode) &&
    (!rebuilt.throws || isWrittenOut(found.call.arguments, file.sourceCode));
  const hoisted = hoist(sharing, isExact ? 'exact' : 'likely', taken);
  return dependence === 'process' || rebuilt.throws ? [...hoisted, ...remember(sharing, taken)] : hoisted;
}

/** `const pool = new Pool(…);` before the statement of the module that the client was built in. */
function hoist(sharing: Sharing, certainty: Repair['certainty'], taken: Set<string>): readonly ShareRepair[] {
  const { declaration, place, pen, sourceCode, found } = sharing;
  const name = nameFor(sharing, taken);
  const end = endBefore(place.at, pen.layout, sourceCode);
  const code =
    declaration && name === found.holder?.name ? declarationText(sharing) : `const ${name} = ${madeText(sharing)}`;
  const used = usedAs(sharing, name);
  if (!used) return [];
  return [repair(sharing, certainty, 'hoist', { name }, [place.insert(`${code}${end}`), ...used])];
}

/** The edits that put the shared client in the place of the local one. */
function usedAs({ declaration, found, pen, reads, dropped }: Sharing, name: string): readonly TextEdit[] | undefined {
  if (!declaration) return [{ range: found.call.range, text: name }];
  const cut = pen.remove(declaration);
  if (!cut) return undefined;
  const renamed =
    name === found.holder?.name
      ? []
      : reads.map((read) => ({ range: read.range, text: isShorthand(read) ? `${read.name}: ${name}` : name }));
  return [cut, ...renamed, ...dropped];
}

/** The declaration as it was written, but as a constant. */
function declarationText({ declaration, sourceCode }: Sharing): string {
  if (!declaration) return '';
  const [first] = sourceCode.getTokens(declaration);
  const id = declaration.declarations[0].id;
  const start = first && first.range[0] === declaration.range[0] ? id.range[0] : declaration.range[0];
  const text = dedented(sourceCode, [start, declaration.range[1]], indentAt(sourceCode.text, declaration.range[0]));
  return `const ${text.replace(/;$/, '').trimEnd()}`;
}

function madeText({ found: { call }, sourceCode }: Sharing): string {
  const { text } = sourceCode;
  const start = text.lastIndexOf('\n', call.range[0]) + 1;
  const indent = /^[ \t]*/.exec(text.slice(start))?.[0] ?? '';
  return dedented(sourceCode, call.range, indent);
}

/** The client that another construction made, which stands at module level. */
function useShared(sharing: Sharing, other: Node): readonly ShareRepair[] {
  const declarator = other.parent;
  if (declarator?.type !== 'VariableDeclarator' || declarator.init !== other || declarator.id.type !== 'Identifier')
    return [];
  const { id } = declarator;
  const home = declarator.parent.parent.type;
  if ((home !== 'Program' && home !== 'ExportNamedDeclaration') || declarator.range[1] > sharing.place.at) return [];
  const { sourceCode, found, reads, declaration } = sharing;
  const variable = sourceCode.scopeManager?.getDeclaredVariables(declarator)[0];
  const isSeen = (node: Node): boolean => {
    const meant = meaningOf(id.name, node, sourceCode);
    return meant === variable || (meant !== undefined && meant === found.holder);
  };
  const isWritten = variable?.references.some((each) => each.isWrite() && each.init !== true);
  const used = usedAs(sharing, id.name);
  if (
    !variable ||
    isWritten ||
    !used ||
    ![found.call, ...reads].every(isSeen) ||
    (declaration && shadows(sharing, id.name))
  )
    return [];
  const covers = [found.call.range[0], sharing.covers[1]] as const;
  const certainty = found.rebuilt.idle && sharing.isAlone && found.reason.how !== 'call' ? 'exact' : 'likely';
  return [{ ...repair(sharing, certainty, 'useShared', { name: id.name }, used), covers }];
}

/** A client that has to connect before its first use. */
function connectOnce(found: BuiltAgain, file: Editing, taken: Set<string>): readonly ShareRepair[] {
  const { dependence, rebuilt, reason } = found;
  const isFixed = dependence === 'nothing' || dependence === 'process';
  if (!rebuilt.shared || rebuilt.idle || reason.how !== 'run' || !isFixed) return [];
  const way = rememberConnection(found, file, (wanted) => free(wanted, file, taken));
  return way
    ? [{ certainty: 'likely', title: 'connectOnce', data: { name: way.name }, edits: way.edits, covers: way.covers }]
    : [];
}

/** The client that the settings name, imported if the file does not have it yet. */
function useDeclared(sharing: Sharing, declared: DeclaredClient): readonly ShareRepair[] {
  const { found, reads, sourceCode, dropped, declaration } = sharing;
  const isFree = (name: string): boolean =>
    [found.call, ...reads].every((node) => {
      const meant = meaningOf(name, node, sourceCode);
      const isImport = (meant?.defs[0]?.type as string | undefined) === 'ImportBinding';
      return meant === undefined || isImport || (meant === found.holder && !declared.isCalled);
    });
  const way = imported(declared, sourceCode, isFree);
  const used = declared.isCalled
    ? [{ range: found.call.range, text: `${way?.name ?? ''}()` }, ...asConstant(sharing), ...dropped]
    : way && usedAs(sharing, way.name);
  if (!way || !used || (declaration && !declared.isCalled && shadows(sharing, way.name))) return [];
  const isExact = found.dependence !== 'run' && sharing.isAlone && found.reason.how !== 'call';
  const edits = way.edit ? [way.edit, ...used] : used;
  const from = way.edit?.range[0] ?? found.call.range[0];
  const covers = [Math.min(from, found.call.range[0]), sharing.covers[1]] as const;
  return [{ ...repair(sharing, isExact ? 'exact' : 'likely', 'useDeclared', { name: way.name }, edits), covers }];
}

/** Whether an outer name would be meant where the local one of the same name is gone. */
function shadows({ found: { holder, call }, sourceCode }: Sharing, name: string): boolean {
  if (holder?.name !== name) return false;
  for (let scope: Scope | null = holder.scope.upper; scope; scope = scope.upper)
    if (scope.set.has(name)) return scope.type !== 'module' && scope.type !== 'global';
  return !sourceCode.getScope(call).set.has(name);
}

/** `const getPool = () => (sharedPool ??= new Pool(…));` */
function remember(sharing: Sharing, taken: Set<string>): readonly ShareRepair[] {
  const { found, isTyped, pen, place, dropped } = sharing;
  const base = baseName(sharing);
  const held = free(`shared${capital(base)}`, sharing, taken);
  const getter = free(`get${capital(base)}`, sharing, taken);
  const type = typeText(sharing);
  const { newline, end } = pen.layout;
  const code = [
    `let ${held}${isTyped ? `: ${type} | undefined` : ''}${end}`,
    `const ${getter} = ()${isTyped ? `: ${type}` : ''} => (${held} ??= ${madeText(sharing)})${endBefore(place.at, pen.layout, sharing.sourceCode)}`,
  ].join(newline);
  const edits = [
    place.insert(code),
    { range: found.call.range, text: `${getter}()` },
    ...asConstant(sharing),
    ...dropped,
  ];
  return [repair(sharing, 'likely', 'remember', { name: getter }, edits)];
}

/** What was declared to be disposed of at the end of the block is so no more. */
function asConstant({ declaration }: Sharing): readonly TextEdit[] {
  return declaration?.kind.includes('using') === true
    ? [{ range: [declaration.range[0], declaration.declarations[0].range[0]], text: 'const ' }]
    : [];
}

/** What depends on the object alone is kept by it; else one is kept for each key. */
function keepForObject(sharing: Sharing, taken: Set<string>): readonly ShareRepair[] {
  const kept = keptInField(sharing);
  if (!kept) return keepByKey(sharing, taken);
  const made = repair(sharing, 'likely', 'keepInField', { name: kept.name }, [
    ...kept.edits,
    ...asConstant(sharing),
    ...sharing.dropped,
  ]);
  return [{ ...made, covers: [Math.min(kept.from, made.covers[0]), made.covers[1]] }];
}

/** `const pools = new Map();`, with what the arguments depend on as its keys. */
function keepByKey(sharing: Sharing, taken: Set<string>): readonly ShareRepair[] {
  const { found, declaration, isTyped, pen, place, dropped, sourceCode } = sharing;
  const holder = found.holder?.name;
  const keys = [...new Set((found.keys ?? []).map((key) => sourceCode.getText(key)))];
  if (!declaration || holder === undefined || keys.length === 0 || !startsLine(sourceCode.text, declaration.range[0]))
    return [];
  const whole = found.call.arguments.map((argument) => sourceCode.getText(unwrap(argument)));
  const [only = ''] = keys;
  const key =
    keys.length > 1 ? `JSON.stringify([${keys.join(', ')}])` : whole.includes(only) ? `JSON.stringify(${only})` : only;
  const name = free(`${holder}${holder.endsWith('s') ? 'ByKey' : 's'}`, sharing, taken);
  const { newline, end } = pen.layout;
  const put = `${newline}${indentAt(sourceCode.text, declaration.range[0])}${name}.set(${key}, ${holder})${end}`;
  const edits = [
    place.insert(
      `const ${name} = new Map${isTyped ? `<unknown, ${typeText(sharing)}>` : ''}()${endBefore(place.at, pen.layout, sourceCode)}`,
    ),
    { range: [found.call.range[0], found.call.range[0]] as const, text: `${name}.get(${key}) ?? ` },
    { range: [declaration.range[1], declaration.range[1]] as const, text: put },
    ...asConstant(sharing),
    ...dropped,
  ];
  return [
    repair(sharing, 'likely', 'keepByKey', { name, key: keys.map((each) => `\`${each}\``).join(' and ') }, edits),
  ];
}

function repair(
  { covers }: Sharing,
  certainty: Repair['certainty'],
  title: keyof typeof SHARE_TITLES,
  data: Readonly<Record<string, string>>,
  edits: readonly TextEdit[],
): ShareRepair {
  return { certainty, title, data, edits: outermost(edits), covers };
}
