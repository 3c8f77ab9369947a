import path from 'node:path';
import { fileURLToPath } from 'node:url';

import ts from 'typescript';

import { frameworks } from '../../src/catalog/frameworks/index.ts';
import type { Framework, Registration } from '../../src/catalog/frameworks/vocabulary.ts';

const home = fileURLToPath(new URL('packages/', import.meta.url));
const virtual = path.join(home, 'frameworks.virtual.ts');

/** How deep names are looked for in the namespaces that a module exports: `functions.https.onRequest`. */
const NESTED = 2;

/** What the packages declare of the modules that handlers are known of. */
export class FrameworkDeclarations {
  readonly #checker: ts.TypeChecker;
  readonly #modules = new Map<string, ts.Symbol>();
  readonly #place: ts.SourceFile;

  constructor() {
    const specifiers = new Set(frameworks.flatMap(({ modules }) => modules));
    const text = [...specifiers].map((each, at) => `import m${String(at)} from '${each}';`).join('\n');
    const program = programOver(text);
    this.#checker = program.getTypeChecker();
    const place = program.getSourceFile(virtual);
    if (!place) throw new Error('There is no virtual file.');
    this.#place = place;
    for (const statement of place.statements) {
      if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
      const symbol = this.#checker.getSymbolAtLocation(statement.moduleSpecifier);
      if (symbol) this.#modules.set(statement.moduleSpecifier.text, symbol);
    }
  }

  /** Names of a framework that none of its modules declares so, and modules that nothing declares. */
  *missing(framework: Framework): Iterable<string> {
    for (const specifier of framework.modules)
      if (specifier !== 'global' && !this.#modules.has(specifier)) yield specifier;
    for (const name of [...(framework.parameters ?? []), ...(framework.functions ?? [])])
      if (!this.#symbols(framework, name).some(({ flags }) => flags & ts.SymbolFlags.Type)) yield name;
    for (const { decorator, of, methods = [], decorated = [] } of framework.classes ?? []) {
      for (const name of [decorator, of, ...decorated])
        if (name !== undefined && this.#symbols(framework, name).length === 0) yield name;
      const types = of === undefined ? [] : this.#symbols(framework, of).map((each) => this.#declared(each));
      for (const name of methods) if (!types.some((type) => this.#property(type, name))) yield `${String(of)}.${name}`;
    }
    for (const registration of framework.registrations ?? []) yield* this.#unregistered(framework, registration);
  }

  *#unregistered(framework: Framework, { on, methods, properties, events = [] }: Registration): Iterable<string> {
    const makers = on?.map((name) => [name, this.#objects(framework, name, methods)] as const);
    for (const [name, objects] of makers ?? [])
      if (!objects.some((type) => methods.some((method) => this.#property(type, method)))) yield name;
    for (const method of methods) {
      const types = makers
        ? makers.flatMap(([, objects]) => objects.flatMap((object) => this.#property(object, method) ?? []))
        : this.#symbols(framework, method).map((symbol) => this.#checker.getTypeOfSymbol(symbol));
      const signatures = types.flatMap((type) => this.#signatures(type));
      if (signatures.length === 0) yield method;
      const parameters = signatures.flatMap((each) => this.#parameters(each));
      if (signatures.length > 0 && !parameters.some((type) => this.#holdsFunction(type, properties)))
        yield `${method}(${properties?.join() ?? 'function'})`;
      const first = signatures.flatMap((each) => this.#parameters(each).slice(0, 1));
      for (const event of signatures.length > 0 ? events : [])
        if (!first.some((type) => this.#takesText(type, event))) yield `${method}('${event}')`;
    }
  }

  /** Exports of the name, also inside of exported namespaces and on exported classes, of all modules of a framework. */
  #symbols(framework: Framework, name: string): readonly ts.Symbol[] {
    return framework.modules.flatMap((specifier) => {
      if (specifier === 'global') {
        const found = this.#checker.resolveName(name, this.#place, ts.SymbolFlags.Value | ts.SymbolFlags.Type, false);
        return found ? [this.#target(found)] : [];
      }
      const module = this.#modules.get(specifier);
      if (!module) return [];
      const whole = module.exports?.get(ts.InternalSymbolName.ExportEquals);
      if (name === 'default' && whole) return [this.#target(whole)];
      return this.#exports(module).flatMap((each) => this.#named(each, name, NESTED));
    });
  }

  #exports(module: ts.Symbol): readonly ts.Symbol[] {
    const whole = module.exports?.get(ts.InternalSymbolName.ExportEquals);
    const properties = whole ? this.#checker.getTypeOfSymbol(this.#target(whole)).getProperties() : [];
    return [...this.#checker.getExportsOfModule(module), ...properties];
  }

  #named(symbol: ts.Symbol, name: string, depth: number): readonly ts.Symbol[] {
    const target = this.#target(symbol);
    if (symbol.name === name) return [target];
    if (depth === 0 || !(target.flags & (ts.SymbolFlags.Module | ts.SymbolFlags.Class))) return [];
    return this.#checker.getExportsOfModule(target).flatMap((each) => this.#named(each, name, depth - 1));
  }

  /** What an export gives by call or construction, itself, and what it is as a type; else what one more name or call of that gives. */
  #objects(framework: Framework, name: string, methods: readonly string[]): readonly ts.Type[] {
    const direct = this.#symbols(framework, name).flatMap((symbol) => {
      const own = symbol.flags & ts.SymbolFlags.Value ? this.#checker.getTypeOfSymbol(symbol) : undefined;
      const given = own ? [own, ...this.#given(own)] : [];
      return symbol.flags & ts.SymbolFlags.Type ? [...given, this.#declared(symbol)] : given;
    });
    if (direct.some((type) => methods.some((method) => this.#property(type, method)))) return direct;
    return direct
      .flatMap((type) => type.getProperties())
      .map((each) => this.#checker.getTypeOfSymbol(each))
      .flatMap((type) => [type, ...this.#given(type)]);
  }

  #given(type: ts.Type): readonly ts.Type[] {
    return this.#signatures(type).map((each) => {
      const given = each.getReturnType();
      return this.#checker.getAwaitedType(given) ?? given;
    });
  }

  #signatures(type: ts.Type): readonly ts.Signature[] {
    return [...type.getCallSignatures(), ...type.getConstructSignatures()];
  }

  #parameters(signature: ts.Signature): readonly ts.Type[] {
    return signature.parameters.map((each) => this.#checker.getTypeOfSymbolAtLocation(each, this.#place));
  }

  #holdsFunction(type: ts.Type, properties: readonly string[] | undefined, depth = 4): boolean {
    if (depth === 0) return false;
    if (!properties) return this.#isFunction(type);
    const inner = this.#checker.getNonNullableType(type);
    if (inner.isUnionOrIntersection())
      return inner.types.some((each) => this.#holdsFunction(each, properties, depth - 1));
    return properties.some((name) => {
      if (name === '*') return true;
      const held = this.#property(inner, name);
      return held !== undefined && this.#isFunction(held);
    });
  }

  #isFunction(type: ts.Type, depth = 5): boolean {
    if (depth === 0) return false;
    const inner = this.#checker.getApparentType(this.#checker.getNonNullableType(type));
    // What depends on the arguments of a call cannot be looked into.
    if (inner.flags & (ts.TypeFlags.Any | ts.TypeFlags.Conditional)) return true;
    if (inner.isUnionOrIntersection()) return inner.types.some((each) => this.#isFunction(each, depth - 1));
    const element = this.#checker.getIndexTypeOfType(inner, ts.IndexKind.Number);
    return (
      inner.getCallSignatures().length > 0 ||
      inner.symbol?.name === 'Function' ||
      (element !== undefined && this.#isFunction(element, depth - 1))
    );
  }

  #takesText(type: ts.Type, text: string): boolean {
    const bound = this.#checker.getBaseConstraintOfType(type) ?? type;
    return this.#checker.isTypeAssignableTo(this.#checker.getStringLiteralType(text), bound);
  }

  #property(type: ts.Type, name: string): ts.Type | undefined {
    const found = this.#checker.getPropertyOfType(this.#checker.getApparentType(type), name);
    return found && this.#checker.getTypeOfSymbol(found);
  }

  #declared(symbol: ts.Symbol): ts.Type {
    return this.#checker.getDeclaredTypeOfSymbol(symbol);
  }

  #target(symbol: ts.Symbol): ts.Symbol {
    return symbol.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(symbol) : symbol;
  }
}

function programOver(text: string): ts.Program {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.esnext.d.ts', 'lib.dom.d.ts'],
    types: ['node'],
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    esModuleInterop: true,
  };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) =>
    path.normalize(name) === virtual
      ? ts.createSourceFile(name, text, ts.ScriptTarget.ESNext, true)
      : read(name, ...rest);
  const exists = host.fileExists.bind(host);
  host.fileExists = (name) => path.normalize(name) === virtual || exists(name);
  host.getCurrentDirectory = () => home;
  return ts.createProgram([virtual], options, host);
}
