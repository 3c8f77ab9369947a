import type { Catalog, TypeRef } from '../catalog/index.ts';
import { library } from '../catalog/vocabulary.ts';
import { perObject } from '../memo.ts';
import {
  type CheckedSymbol,
  type CheckedType,
  type Checker,
  declaringPackage,
  fileOf,
  insidePackages,
  isOfPlatform,
} from './checker.ts';

/** A resource that no entry describes: its type declares `Symbol.asyncDispose` or `Symbol.dispose`. */
export interface Undescribed {
  readonly ref: TypeRef;
  /** The expression gives a promise of it. */
  readonly promise: boolean;
  /** It is disposed of asynchronously, as what holds connections is. */
  readonly isAsync: boolean;
}

/** What a type says of its own disposal. */
interface Shape {
  readonly ref: TypeRef;
  readonly isAsync: boolean;
  /** The package that declares it; undefined for the project's own. */
  readonly home: string | undefined;
}

const SYMBOL = /^__@(?:asyncD|d)ispose@/;

/** Methods that plainly end what they are called on. */
export const ENDING =
  /^(?:\$|_)?(?:async)?(?:close|end|quit|destroy|disconnect|shutdown|stop|dispose|terminate|release|free|unlock|logout)(?:[A-Z_]\w*)?$/;

/**
 * What has one of these is no client: iterators and streams end when they have been read, a server lives on, timers only say that
 * they may be forgotten, a spy is restored by its runner, a stack owns others.
 */
const EXEMPT =
  /^(?:__@(?:asyncI|i)terator@.*|next|listen|pipe|pipeTo|getReader|getWriter|hasRef|then|mock.*|restore|adopt|defer)$/;

/** What an expression of that type brings, where the type tells that it has to be disposed of and neither the catalog nor the platform describes it. */
export function undescribedBy(type: CheckedType, checker: Checker, catalog: Catalog): Undescribed | undefined {
  const isPromise = type.symbol?.name === 'Promise';
  const inner = isPromise ? checker.getTypeArguments?.(type)[0] : type;
  const shape = inner && shapeOf(alone(inner));
  if (!shape || (shape.home !== undefined && catalog.describes(shape.home))) return undefined;
  return { ref: shape.ref, isAsync: shape.isAsync, promise: isPromise };
}

/** Of `Lock | undefined` the lock. */
function alone(type: CheckedType): CheckedType {
  const parts = (type.types ?? []).filter(({ symbol }) => symbol !== undefined);
  return parts.length === 1 ? (parts[0] ?? type) : type;
}

/** Remembered by type, which lives as long as its program. */
const shapeOf = perObject((type: CheckedType): Shape | undefined => {
  if (type.types || type.isTypeParameter?.() === true) return undefined;
  if ((type.getCallSignatures?.().length ?? 0) + (type.getConstructSignatures?.().length ?? 0) > 0) return undefined;
  const members = type.getProperties?.() ?? [];
  const symbols = members.filter((member) => SYMBOL.test(nameOf(member)));
  const declared = symbols.flatMap(({ declarations }) => declarations?.map(fileOf) ?? []);
  const [file] = declared;
  if (file === undefined || declared.some(isOfPlatform)) return undefined;
  const names = members.map(nameOf);
  if (names.some((name) => EXEMPT.test(name))) return undefined;
  const isAsync = symbols.some((symbol) => nameOf(symbol).startsWith('__@async'));
  const home = insidePackages(file) === undefined ? undefined : declaringPackage(file);
  return { ref: refOf(type.symbol?.name ?? '', home, disposersOf(names, isAsync)), isAsync, home };
});

function nameOf(symbol: CheckedSymbol): string {
  return typeof symbol.escapedName === 'string' ? symbol.escapedName : symbol.name;
}

/** The methods that end it; the symbol alone where it has none. */
function disposersOf(names: readonly string[], isAsync: boolean): readonly string[] {
  const named = names.filter((name) => ENDING.test(name));
  const byLength = [...named].sort((a, b) => a.length - b.length);
  return byLength.length > 0 ? byLength : [isAsync ? '[Symbol.asyncDispose]' : '[Symbol.dispose]'];
}

/** An entry of its own for what no library's entry describes. It names no dispose symbol: nobody says that it does what the methods do. */
function refOf(name: string, home: string | undefined, disposers: readonly string[]): TypeRef {
  const type = { kind: 'client' as const, dispose: Object.fromEntries(disposers.map((each) => [each, {}])) };
  const entry = library({
    package: home ?? 'project',
    checked: { oldest: '0.0.0', newest: '0.0.0' },
    docs: '',
    modules: {},
    types: { [name]: type },
  });
  return { library: entry, name, type };
}
