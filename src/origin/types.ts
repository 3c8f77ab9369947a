import type { Catalog } from '../catalog/index.ts';
import type { Node } from '../lang/nodes.ts';
import { type Denotation, instance } from './model.ts';

/** The little of TypeScript's checker that is used. Declared here so that no version of it is imported. */
interface Checker {
  getTypeAtLocation(node: unknown): CheckedType;
  getTypeArguments?(type: CheckedType): readonly CheckedType[];
}
interface CheckedType {
  readonly symbol?: CheckedSymbol | undefined;
  readonly aliasSymbol?: CheckedSymbol | undefined;
  readonly types?: readonly CheckedType[];
}
interface CheckedSymbol {
  readonly name: string;
  readonly declarations?: readonly { getSourceFile(): { readonly fileName: string } }[] | undefined;
}

/** What a parser leaves behind when it has a program. */
export interface ParserServices {
  readonly program?: { getTypeChecker(): unknown } | null;
  readonly esTreeNodeToTSNodeMap?: { get(node: Node): unknown };
}

/** Answers by the type checker; undefined where there is no program. `asked` counts the questions, for the tests that say when none may be asked. */
export interface Oracle {
  denote(node: Node): Denotation | undefined;
  readonly asked: number;
}

/** The oracle of a file. A question that makes the compiler throw is answered by silence. */
export function oracleOf(services: ParserServices | undefined, catalog: Catalog): Oracle | undefined {
  const map = services?.esTreeNodeToTSNodeMap;
  const checker = services?.program?.getTypeChecker() as Checker | undefined;
  if (!map || !checker) return undefined;
  let asked = 0;
  return {
    get asked() {
      return asked;
    },
    denote(node) {
      asked++;
      try {
        const inner = map.get(node);
        return inner === undefined ? undefined : denoteType(checker.getTypeAtLocation(inner), checker, catalog, 0);
      } catch {
        return undefined;
      }
    },
  };
}

function denoteType(type: CheckedType, checker: Checker, catalog: Catalog, depth: number): Denotation | undefined {
  if (depth > 4) return undefined;
  if (type.types) {
    for (const each of type.types) {
      const found = denoteType(each, checker, catalog, depth + 1);
      if (found) return found;
    }
    return undefined;
  }
  for (const symbol of [type.aliasSymbol, type.symbol]) {
    if (!symbol) continue;
    if (symbol.name === 'Promise' || symbol.name === 'PromiseLike') {
      const inner = checker.getTypeArguments?.(type)[0];
      const found = inner && denoteType(inner, checker, catalog, depth + 1);
      return found?.kind === 'instance' ? { ...found, promise: true } : undefined;
    }
    const found = denoteSymbol(symbol, catalog);
    if (found) return found;
  }
  return undefined;
}

function denoteSymbol(symbol: CheckedSymbol, catalog: Catalog): Denotation | undefined {
  for (const declaration of symbol.declarations ?? []) {
    const fileName = declaration.getSourceFile().fileName;
    const home = declaringPackage(fileName);
    const file = fileName.slice(fileName.lastIndexOf('/node_modules/') + '/node_modules/'.length);
    const found = home === undefined ? undefined : catalog.declaredType(home, symbol.name, file);
    if (found) return instance(found, 'maybe');
  }
  return undefined;
}

/** The package in whose folder a declaration file lies: the last `node_modules` of the path counts. `fs/promises` of `@types/node` is told by its file. */
function declaringPackage(fileName: string): string | undefined {
  const path = fileName.replaceAll('\\', '/');
  const at = path.lastIndexOf('/node_modules/');
  if (at < 0) return undefined;
  const parts = path.slice(at + '/node_modules/'.length).split('/');
  const name = parts[0]?.startsWith('@') === true ? parts.slice(0, 2).join('/') : parts[0];
  if (name !== '@types/node') return name;
  const module = parts
    .slice(2)
    .join('/')
    .replace(/\.d\.[cm]?ts$/, '');
  return module === 'globals' || module.startsWith('web-globals') ? 'global' : module;
}
