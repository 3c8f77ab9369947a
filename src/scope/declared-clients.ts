import type { TypeRef } from '../catalog/index.ts';
import { propertyOf, unwrap } from '../lang/nodes.ts';
import { normalized, seenFromFile } from '../project/paths.ts';
import type { SharedClientSettings } from '../settings.ts';
import { dependenceOf } from './dependence.ts';
import type { ScopeSource } from './model.ts';
import { type Construction, constructionsOf } from './rebuilt.ts';

/** A client that the project says it shares, as a file comes to it. */
export interface DeclaredClient {
  /** What an import of it says, without the ending of a path. */
  readonly specifier: string;
  /** The ending that the path has. */
  readonly ending: string;
  /** The name under which it is exported; undefined for the default export. */
  readonly name: string | undefined;
  /** It is a function that gives the client. */
  readonly isCalled: boolean;
}

/** Something that does without the client that the project shares. */
export type Bypass =
  | (Construction & { readonly how: 'built'; readonly declared: DeclaredClient })
  | {
      readonly how: 'passed by';
      readonly call: Construction['call'];
      readonly option: string;
      readonly declared: DeclaredClient;
    };

type Shared = Readonly<Record<string, SharedClientSettings>>;

/** The shared client of a type, as the settings say; undefined where there is none, and in the module that exports it. */
export function declaredFor(ref: TypeRef, shared: Shared, source: ScopeSource): DeclaredClient | undefined {
  const said = shared[`${ref.library.package}#${ref.name}`] ?? shared[ref.library.package];
  // A package has types of more than one kind: only what one may share.
  return said && ref.type.rebuilt?.shared ? seenFrom(said, source) : undefined;
}

function seenFrom({ module, name, call }: SharedClientSettings, source: ScopeSource): DeclaredClient | undefined {
  const more = { name: name === 'default' ? undefined : name, isCalled: call === true };
  if (!module.startsWith('./')) {
    const other = source.origin.neighbours?.namespace(module);
    const isHere = other?.kind === 'namespace' && other.path === source.origin.path;
    return isHere ? undefined : { specifier: module, ending: '', ...more };
  }
  const path = normalized(module);
  const ending = /\.[cm]?[jt]sx?$/.exec(path)?.[0] ?? '';
  const plain = (file: string): string => file.replace(/(?:\/index)?(?:\.[cm]?[jt]sx?)?$/, '');
  if (plain(path) === plain(source.path)) return undefined;
  return { specifier: seenFromFile(path.slice(0, path.length - ending.length), source.path), ending, ...more };
}

/** The constructions of a file that the project has a shared client for, and the requests that do not go through it. */
export function bypassesOf(source: ScopeSource, shared: Shared): readonly Bypass[] {
  if (Object.keys(shared).length === 0) return [];
  const built = constructionsOf(source).flatMap((each) => {
    const declared = declaredFor(each.ref, shared, source);
    return declared && dependenceOf(each.call.arguments, source) !== 'run'
      ? [{ ...each, how: 'built' as const, declared }]
      : [];
  });
  return [...built, ...Object.entries(shared).flatMap(([key, said]) => passedBy(key, said, source))];
}

/** `fetch(url)`, where the project wants `fetch(url, { dispatcher })`. */
function passedBy(key: string, said: SharedClientSettings, source: ScopeSource): readonly Bypass[] {
  const { option, requests = key.split('#').slice(0, 1) } = said;
  const declared = option === undefined ? undefined : seenFrom(said, source);
  if (option === undefined || !declared) return [];
  return source.census.calls.flatMap((call) => {
    const made = source.origin.callOf(call);
    const isRequest = made?.ref.type.kind === 'response' && made.receiver === undefined && !made.evidence;
    return isRequest && requests.includes(made.library.package) && lacks(call, option)
      ? [{ how: 'passed by' as const, call, option, declared }]
      : [];
  });
}

/** Whether no argument of a call can hold the option. */
function lacks(call: Construction['call'], option: string): boolean {
  const [first, ...others] = call.arguments.map(unwrap);
  const isKnown = others.every((each) => /Function|^ObjectExpression$/.test(each.type));
  if (!first || first.type === 'SpreadElement' || !isKnown) return false;
  return [first, ...others].every((each) => each.type !== 'ObjectExpression' || propertyOf(each, option) === 'absent');
}
