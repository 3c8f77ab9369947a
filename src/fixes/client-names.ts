import type { Scope } from '../lang/scopes.ts';
import { type Node, enclosingFunction, unwrap } from '../lang/nodes.ts';
import type { Editing } from './model.ts';
import { meaningOf } from './names.ts';
import type { Sharing } from './sharing.ts';

/** The type of the client, as the file can write it. */
export function typeText({ found: { call }, sourceCode }: Sharing): string {
  const callee = unwrap(call.callee);
  const text = sourceCode.getText(callee);
  if (call.type === 'CallExpression') return `ReturnType<typeof ${text}>`;
  const root = /^[\w$]+/.exec(text)?.[0] ?? '';
  const isImport = (meaningOf(root, call, sourceCode)?.defs[0]?.type as string | undefined) === 'ImportBinding';
  return isImport ? text : `InstanceType<typeof ${text}>`;
}

/** The local name, or one that the class gives: `s3Client` of `new S3Client()`. */
export function baseName({ found: { call, holder, ref }, sourceCode }: Sharing): string {
  if (holder) return holder.name;
  const last = sourceCode.getLastToken(unwrap(call.callee))?.value ?? '';
  const made = call.type === 'NewExpression' ? last : ref.name;
  return made.replace(/^[A-Z]+(?![a-z])|^[A-Z]/, (start) => start.toLowerCase()) || 'client';
}

/** The name of the shared client: the local one where it is free at module level, else one that says whose it is. */
export function nameFor(sharing: Sharing, taken: Set<string>): string {
  const { found } = sharing;
  const base = baseName(sharing);
  if (isFreeAtModule(base, sharing) && !taken.has(base)) {
    taken.add(base);
    return base;
  }
  const fn = enclosingFunction(found.call);
  const owner = fn?.id?.name ?? nameOfHolder(fn?.parent);
  return free(owner === undefined ? `shared${capital(base)}` : `${owner}${capital(base)}`, sharing, taken);
}

function nameOfHolder(parent: Node | undefined): string | undefined {
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.name;
  return parent?.type === 'MethodDefinition' && parent.key.type === 'Identifier' ? parent.key.name : undefined;
}

/** Whether a name can be declared at module level, and is then meant where the local one was: nothing between has it, and nobody means a global of that name. */
function isFreeAtModule(name: string, { found: { holder, call }, sourceCode }: Sharing): boolean {
  const global = sourceCode.scopeManager?.globalScope;
  const isGlobal =
    global?.through.some(({ identifier }) => identifier.name === name) === true || global?.set.has(name) === true;
  if (isGlobal) return false;
  const meant = meaningOf(name, call, sourceCode);
  if (meant !== holder) return false;
  for (let scope: Scope | null = holder?.scope.upper ?? null; scope; scope = scope.upper)
    if (scope.set.has(name)) return false;
  return true;
}

/** The name, or the first one counted up, that nothing in the file has. */
export function free(wanted: string, { sourceCode }: Editing, taken: Set<string>): string {
  const used = new Set(taken);
  for (const scope of sourceCode.scopeManager?.scopes ?? []) {
    for (const { name } of scope.variables) used.add(name);
    for (const { identifier } of scope.references) used.add(identifier.name);
  }
  let name = wanted;
  for (let i = 2; used.has(name); i++) name = `${wanted}${String(i)}`;
  taken.add(name);
  return name;
}

export function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
