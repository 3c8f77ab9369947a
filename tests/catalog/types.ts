import ts from 'typescript';

/** Questions about types that the comparison with the catalog asks of the checker. */
export class Types {
  readonly checker: ts.TypeChecker;

  constructor(checker: ts.TypeChecker) {
    this.checker = checker;
  }

  /** Without null and undefined; of a type parameter, what it is when nobody says. */
  solid(type: ts.Type): ts.Type {
    const unsaid = type.isTypeParameter()
      ? (this.checker.getDefaultFromTypeParameter(type) ?? this.checker.getBaseConstraintOfType(type))
      : undefined;
    return this.checker.getNonNullableType(unsaid ?? type);
  }

  /** What an alias stands for. */
  target(symbol: ts.Symbol): ts.Symbol {
    return symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
  }

  isAny(type: ts.Type): boolean {
    return (type.flags & ts.TypeFlags.Any) !== 0;
  }

  isNothing(type: ts.Type): boolean {
    return (type.flags & (ts.TypeFlags.VoidLike | ts.TypeFlags.Never)) !== 0;
  }

  /** The type, and the parts of which it is a union. */
  alternatives(type: ts.Type): readonly ts.Type[] {
    const solid = this.solid(type);
    return solid.isUnion() ? [solid, ...solid.types] : [solid];
  }

  /** The type of the property at a dotted path; undefined where there is none. */
  property(of: ts.Type, path: string): ts.Type | undefined {
    let type: ts.Type | undefined = of;
    for (const name of path.split('.')) {
      const symbol: ts.Symbol | undefined =
        type && this.checker.getPropertyOfType(this.checker.getApparentType(this.solid(type)), name);
      type = symbol && this.checker.getTypeOfSymbol(symbol);
    }
    return type;
  }

  /** Whether a value of the type can have a property at a dotted path: in any part of a union, by its own name. */
  canHold(of: ts.Type, path: string): boolean {
    let types: readonly ts.Type[] = this.alternatives(of);
    for (const name of path.split('.'))
      types = types.flatMap((each) => {
        const symbol = this.checker.getPropertyOfType(this.checker.getApparentType(each), name);
        return symbol ? this.alternatives(this.checker.getTypeOfSymbol(symbol)) : [];
      });
    return types.length > 0;
  }

  calls(type: ts.Type): readonly ts.Signature[] {
    return this.alternatives(type).flatMap((each) => this.checker.getSignaturesOfType(each, ts.SignatureKind.Call));
  }

  constructs(type: ts.Type): readonly ts.Signature[] {
    return this.checker.getSignaturesOfType(this.solid(type), ts.SignatureKind.Construct);
  }

  /** What a signature gives. */
  given(signature: ts.Signature): ts.Type {
    return this.checker.getReturnTypeOfSignature(signature);
  }

  isThenable(type: ts.Type): boolean {
    return this.alternatives(type).some((each) => !this.isAny(each) && this.property(each, 'then') !== undefined);
  }

  awaited(type: ts.Type): ts.Type {
    return this.checker.getAwaitedType(type) ?? type;
  }

  /** The types of a parameter; several where the rest of the parameters is one of several tuples. */
  parameters(signature: ts.Signature, position: number): readonly ts.Type[] {
    const rest = signature.parameters.length - 1;
    const symbol = signature.parameters[Math.min(position, rest)];
    if (!symbol) return [];
    const type = this.checker.getTypeOfSymbol(symbol);
    if (!this.#isRest(symbol)) return position > rest ? [] : [type];
    const list = this.solid(type);
    const element = this.checker.isArrayType(list) ? this.checker.getTypeArguments(list as ts.TypeReference) : [];
    if (element.length > 0) return element;
    const tuples = this.alternatives(type).filter((each) => this.checker.isTupleType(each));
    return tuples.flatMap((tuple) => this.checker.getTypeArguments(tuple as ts.TypeReference)[position - rest] ?? []);
  }

  /** Whether a text may be given where a value of the type is wanted; of a type parameter, one of those that it may be. */
  takesText(type: ts.Type, text: string): boolean {
    const wanted = type.isTypeParameter() ? (this.checker.getBaseConstraintOfType(type) ?? type) : type;
    return this.isAny(wanted) || this.checker.isTypeAssignableTo(this.checker.getStringLiteralType(text), wanted);
  }

  /** Whether it can only be a promise. */
  isPromise(type: ts.Type): boolean {
    const parts = type.isUnion() ? type.types : [type];
    return parts.every((part) => this.isThenable(part));
  }

  /** Whether it can be called with so many arguments and no more. */
  accepts(signature: ts.Signature, count: number): boolean {
    const required = signature.parameters.filter((parameter) => !this.#isOptional(parameter)).length;
    return required <= count;
  }

  /** Whether it has a parameter at that position. */
  reaches(signature: ts.Signature, position: number): boolean {
    const last = signature.parameters.at(-1);
    return signature.parameters.length > position || (last !== undefined && this.#isRest(last));
  }

  /** Whether the type has `Symbol.dispose` or `Symbol.asyncDispose`. */
  hasSymbol(type: ts.Type, name: 'dispose' | 'asyncDispose' | 'asyncIterator'): boolean {
    return this.checker
      .getPropertiesOfType(this.solid(type))
      .some((property) => String(property.escapedName).startsWith(`__@${name}@`));
  }

  #isOptional(parameter: ts.Symbol): boolean {
    const declaration = parameter.valueDeclaration;
    const isOptional =
      declaration !== undefined && ts.isParameter(declaration) && this.checker.isOptionalParameter(declaration);
    return isOptional || this.#isRest(parameter);
  }

  #isRest(parameter: ts.Symbol): boolean {
    const declaration = parameter.valueDeclaration;
    return declaration !== undefined && ts.isParameter(declaration) && declaration.dotDotDotToken !== undefined;
  }
}
