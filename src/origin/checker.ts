import type { Node } from '../lang/nodes.ts';

/**
 * The little of TypeScript's checker that is used. Declared here so that no version of it is imported; what only some versions have
 * is optional.
 */
export interface Checker {
  getTypeAtLocation(node: unknown): CheckedType;
  getTypeArguments?(type: CheckedType): readonly CheckedType[];
  getBaseConstraintOfType?(type: CheckedType): CheckedType | undefined;
  getResolvedSignature?(call: unknown): CheckedSignature | undefined;
}

export interface CheckedType {
  readonly symbol?: CheckedSymbol | undefined;
  readonly aliasSymbol?: CheckedSymbol | undefined;
  /** The members of a union or an intersection. */
  readonly types?: readonly CheckedType[];
  /** The generic type that this one instantiates. */
  readonly target?: CheckedType;
  isTypeParameter?(): boolean;
  getBaseTypes?(): readonly CheckedType[] | undefined;
  getProperties?(): readonly CheckedSymbol[];
  getCallSignatures?(): readonly CheckedSignature[];
  getConstructSignatures?(): readonly CheckedSignature[];
}

export interface CheckedSymbol {
  readonly name: string;
  readonly escapedName?: unknown;
  readonly flags?: number;
  readonly declarations?: readonly CheckedDeclaration[] | undefined;
}

export interface CheckedSignature {
  readonly declaration?: CheckedDeclaration | undefined;
  getReturnType?(): CheckedType;
}

export interface CheckedDeclaration {
  getSourceFile(): { readonly fileName: string };
}

/** What a parser leaves behind when it has a program. */
export interface ParserServices {
  readonly program?: CheckedProgram | null;
  readonly esTreeNodeToTSNodeMap?: { get(node: Node): unknown };
}

export interface CheckedProgram {
  getTypeChecker(): unknown;
  getSourceFiles?(): readonly { readonly fileName: string; readonly text: string }[];
}

/** The file that declares something, with forward slashes. */
export function fileOf(declaration: CheckedDeclaration): string {
  return declaration.getSourceFile().fileName.replaceAll('\\', '/');
}

/** Whether a file declares the language or the platform: TypeScript's own declarations, those of Node, Deno and Bun. */
export function isOfPlatform(fileName: string): boolean {
  return /\/lib\.[\w.]+\.d\.ts$|\/node_modules\/(?:@types\/(?:node|bun|deno)|undici-types|bun-types)\//.test(fileName);
}

/** The package in whose folder a declaration file lies: the last `node_modules` of the path counts. `fs/promises` of `@types/node` is told by its file. */
export function declaringPackage(fileName: string): string | undefined {
  const within = insidePackages(fileName);
  if (within === undefined) return undefined;
  const parts = within.split('/');
  const name = parts[0]?.startsWith('@') === true ? parts.slice(0, 2).join('/') : parts[0];
  if (name !== '@types/node') return name;
  const module = parts
    .slice(2)
    .join('/')
    .replace(/\.d\.[cm]?ts$/, '');
  return module === 'globals' || module.startsWith('web-globals') ? 'global' : module;
}

/** The path of a file behind the last `node_modules`; undefined for files of the project. */
export function insidePackages(fileName: string): string | undefined {
  const at = fileName.lastIndexOf('/node_modules/');
  return at < 0 ? undefined : fileName.slice(at + '/node_modules/'.length);
}
