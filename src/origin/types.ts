import type { TSESTree } from '@typescript-eslint/utils';

import type { Catalog, TypeRef } from '../catalog/index.ts';
import type { Node } from '../lang/nodes.ts';
import {
  type CheckedSymbol,
  type CheckedType,
  type Checker,
  type ParserServices,
  declaringPackage,
  fileOf,
  insidePackages,
  isOfPlatform,
} from './checker.ts';
import { type Undescribed, undescribedBy } from './disposables.ts';
import { type Denotation, type Instance, instance } from './model.ts';

export type { ParserServices } from './checker.ts';

/** Answers by the type checker. A question that makes the compiler throw is answered by silence. */
export interface Oracle {
  /** What an expression is by its type; undefined where the checker does not know, or knows that it is nothing of the catalog's. */
  denote(node: Node): Denotation | undefined;
  /** Who declares the type of an expression, a promise of it included, where the checker knows that it is none of the catalog's. */
  strangerAt(node: Node): 'project' | 'package' | undefined;
  /** What a call brings that no entry describes, where its type says that it has to be disposed of; not what hands on what it was called on. */
  undescribedAt(call: TSESTree.CallExpression | TSESTree.NewExpression): Undescribed | undefined;
  /** How many questions were asked, for the tests that say when none may be. */
  readonly asked: number;
}

/** The oracle of a file; undefined where there is no program. */
export function oracleOf(services: ParserServices | undefined, catalog: Catalog): Oracle | undefined {
  const map = services?.esTreeNodeToTSNodeMap;
  const checker = silently(() => services?.program?.getTypeChecker()) as Checker | undefined;
  return map && checker ? new FileOracle(map, checker, catalog) : undefined;
}

/** What is known of a type: it is the catalog's, or somebody else's; undefined when it may be anything. */
type Answer = Denotation | { readonly kind: 'stranger'; readonly of: 'project' | 'package' };

/** Symbols of these kinds are functions and classes: what TypeScript calls `SymbolFlags.Function` and `SymbolFlags.Class`. */
const FUNCTION = 16;
const CLASS = 32;

/** How deep types are taken apart. */
const DEPTH = 5;

class FileOracle implements Oracle {
  readonly #map: { get(node: Node): unknown };
  readonly #checker: Checker;
  readonly #catalog: Catalog;
  readonly #byNode = new Map<Node, Answer | undefined>();
  readonly #byType = new Map<CheckedType, Answer | undefined>();
  asked = 0;

  constructor(map: { get(node: Node): unknown }, checker: Checker, catalog: Catalog) {
    this.#map = map;
    this.#checker = checker;
    this.#catalog = catalog;
  }

  denote(node: Node): Denotation | undefined {
    const found = this.#at(node);
    if (!found || found.kind === 'stranger') return undefined;
    return found.kind === 'instance' ? { ...found, fresh: this.#freshness(node, found) } : found;
  }

  strangerAt(node: Node): 'project' | 'package' | undefined {
    const found = this.#at(node);
    return found?.kind === 'stranger' ? found.of : undefined;
  }

  undescribedAt(call: TSESTree.CallExpression | TSESTree.NewExpression): Undescribed | undefined {
    this.asked++;
    return silently(() => {
      const type = this.#checker.getTypeAtLocation(this.#map.get(call));
      const found = undescribedBy(type, this.#checker, this.#catalog);
      return found && this.#handsOn(call, found) ? undefined : found;
    });
  }

  /** `server.configure()`, a fluent method: it gives what it was called on. */
  #handsOn({ callee }: TSESTree.CallExpression | TSESTree.NewExpression, { ref }: Undescribed): boolean {
    const { object } = callee.type === 'MemberExpression' ? callee : {};
    if (!object) return false;
    const on = undescribedBy(this.#checker.getTypeAtLocation(this.#map.get(object)), this.#checker, this.#catalog);
    return on?.ref === ref;
  }

  #at(node: Node): Answer | undefined {
    if (this.#byNode.has(node)) return this.#byNode.get(node);
    this.asked++;
    const found = silently(() => {
      const inner = this.#map.get(node);
      return inner === undefined ? undefined : this.#typed(this.#checker.getTypeAtLocation(inner), DEPTH);
    });
    this.#byNode.set(node, found);
    return found;
  }

  /** Only a call that nothing is known of may bring a resource into being: a map, an array and other things of the platform hand out what they were given. */
  #freshness(node: Node, { ref, promise }: Instance): Instance['fresh'] {
    const { kind, owedByAnnotation } = ref.type;
    if (node.type === 'NewExpression') return kind === 'response' ? 'no' : isNodes(ref) ? 'maybe' : 'yes';
    if (node.type !== 'CallExpression' || owedByAnnotation === false) return 'no';
    if ((kind === 'response' || owedByAnnotation === 'if promised') && !promise) return 'no';
    const declaration = silently(() => this.#checker.getResolvedSignature?.(this.#map.get(node))?.declaration);
    return declaration && isOfPlatform(fileOf(declaration)) ? 'no' : 'maybe';
  }

  #typed(type: CheckedType, depth: number): Answer | undefined {
    if (this.#byType.has(type)) return this.#byType.get(type);
    if (depth === 0) return undefined;
    this.#byType.set(type, undefined);
    const found = this.#judged(type, depth);
    this.#byType.set(type, found);
    return found;
  }

  #judged(type: CheckedType, depth: number): Answer | undefined {
    if (type.isTypeParameter?.() === true) {
      const constraint = this.#checker.getBaseConstraintOfType?.(type);
      return constraint && constraint !== type ? this.#typed(constraint, depth - 1) : undefined;
    }
    const aliased = type.aliasSymbol && this.#named(type.aliasSymbol);
    if (aliased) return aliased;
    if (type.types) return this.#oneOf(type.types, depth);
    const { symbol } = type;
    if (!symbol?.declarations?.length) return undefined;
    if ((symbol.name === 'Promise' || symbol.name === 'PromiseLike') && isThePlatforms(symbol))
      return this.#promised(type, depth);
    if (isFunctionOrClass(symbol) && isCalled(type)) return this.#value(symbol);
    return this.#named(symbol) ?? this.#inherited(type, depth) ?? strangerOf(symbol);
  }

  /** Of several the first that the catalog knows. */
  #oneOf(types: readonly CheckedType[], depth: number): Answer | undefined {
    let other: Answer | undefined;
    for (const each of types) {
      const found = this.#typed(each, depth - 1);
      if (found && found.kind !== 'stranger') return found;
      other ??= found;
    }
    return other;
  }

  #promised(type: CheckedType, depth: number): Answer | undefined {
    const [inner] = this.#checker.getTypeArguments?.(type) ?? [];
    const found = inner && this.#typed(inner, depth - 1);
    if (found?.kind === 'stranger') return found;
    return found?.kind === 'instance' ? { ...found, promise: true } : undefined;
  }

  /** `class AuditedPool extends Pool` is a pool. */
  #inherited(type: CheckedType, depth: number): Answer | undefined {
    for (const base of (type.target ?? type).getBaseTypes?.() ?? []) {
      const found = this.#typed(base, depth - 1);
      if (found?.kind === 'instance') return found;
    }
    return undefined;
  }

  #named(symbol: CheckedSymbol): Instance | undefined {
    const found = this.#declared(symbol, (home, path) => this.#catalog.declaredType(home, symbol.name, path));
    return found && instance(found);
  }

  /** A class or function of the catalog that comes from where only the checker looks: `export { Pool } from 'pg'` in another file. */
  #value(symbol: CheckedSymbol): Denotation | undefined {
    const found = this.#declared(symbol, (home, path) => this.#catalog.declaredValue(home, symbol.name, path));
    return found && { kind: 'value', ...found };
  }

  /** What the catalog says of the first declaration of a symbol that stands in a package that it knows. */
  #declared<T>({ declarations }: CheckedSymbol, lookUp: (home: string, path: string) => T | undefined): T | undefined {
    for (const declaration of declarations ?? []) {
      const fileName = fileOf(declaration);
      const home = declaringPackage(fileName);
      const found = home === undefined ? undefined : lookUp(home, insidePackages(fileName) ?? fileName);
      if (found) return found;
    }
    return undefined;
  }
}

/** The answer of a question to the compiler; undefined where it throws. */
function silently<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}

function isFunctionOrClass({ flags = 0 }: CheckedSymbol): boolean {
  return (flags & (FUNCTION | CLASS)) !== 0;
}

/** Whether a type is that of the class or function itself, not that of what it makes. */
function isCalled(type: CheckedType): boolean {
  return (type.getConstructSignatures?.().length ?? 0) + (type.getCallSignatures?.().length ?? 0) > 0;
}

function isNodes({ library }: TypeRef): boolean {
  return library.package.startsWith('node:') || library.package === 'global';
}

function isThePlatforms(symbol: CheckedSymbol): boolean {
  return symbol.declarations?.some((each) => isOfPlatform(fileOf(each))) === true;
}

function strangerOf(symbol: CheckedSymbol): Answer | undefined {
  const files = symbol.declarations?.map(fileOf) ?? [];
  if (files.length === 0) return undefined;
  return { kind: 'stranger', of: files.some((file) => insidePackages(file) === undefined) ? 'project' : 'package' };
}
