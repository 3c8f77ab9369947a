import ts from 'typescript';

import type {
  Bound,
  CallbackForm,
  Disposer,
  Library,
  Member,
  ResourceType,
  Result,
  Statistics,
  TypeName,
  Value,
  Waits,
} from '../../src/catalog/vocabulary.ts';
import {
  type DeclaredModule,
  type Declarations,
  type Edition,
  installedVersion,
  isPlatform,
  packageOf,
} from './declarations.ts';
import { type Disagreement, absence, compareVersions, last, subject, unwitnessed } from './disagreement.ts';
import { Types } from './types.ts';

interface Typed {
  readonly library: Library;
  readonly name: string;
  readonly type: ResourceType;
}

const isList = (results: Result | readonly Result[]): results is readonly Result[] => Array.isArray(results);

/** Compares one edition of a library with its entry. */
export class Verifier {
  readonly #library: Library;
  readonly #edition: Edition;
  readonly #all: readonly Library[];
  readonly #declarations: Declarations;
  readonly #types: Types;
  readonly #place: ts.SourceFile;
  readonly #compared = new Map<ResourceType, Map<object, readonly Disagreement[]>>();
  readonly #witnessed = new Set<ResourceType>();
  readonly #told = new Set<string>();

  constructor(library: Library, edition: Edition, all: readonly Library[], declarations: Declarations) {
    this.#library = library;
    this.#edition = edition;
    this.#all = all;
    this.#declarations = declarations;
    this.#types = new Types(declarations.checker);
    this.#place = declarations.place(library, edition);
  }

  /** All disagreements. */
  *run(): Iterable<Disagreement> {
    for (const [specifier, exports] of Object.entries(this.#library.modules)) yield* this.#module(specifier, exports);
    for (const [name, value] of Object.entries(this.#library.globals ?? {})) {
      const symbol = this.#declarations.global(name, this.#place);
      yield* this.#value(symbol && this.#declarations.typeOf(symbol), value, name);
    }
    for (const [key, type] of Object.entries(this.#library.types)) yield* this.#names(key, type);
    for (const [key, type] of Object.entries(this.#library.types)) {
      for (const property of Object.keys(type.closedWhen ?? {})) {
        if (!this.#told.has(property))
          yield {
            text: `${key}.${property} does not tell that`,
            undeclared: `${key}.${property}`,
            eitherEdition: true,
          };
      }
      if (this.#edition === 'newest' && !this.#witnessed.has(type)) yield* unwitnessed(key, type);
    }
  }

  *#module(specifier: string, exports: Readonly<Record<string, Value>>): Iterable<Disagreement> {
    const declared = this.#declarations.module(this.#library, this.#edition, specifier);
    if (!declared) {
      const isInstalled = isPlatform(this.#library) || installedVersion(specifier, this.#edition) !== undefined;
      if (!isInstalled && this.#edition === 'oldest') return;
      yield { text: `${specifier}: nothing declares it`, undeclared: packageOf(specifier) };
      for (const name of Object.keys(exports))
        if (name !== 'default') yield { text: `${specifier}: ${name} is not declared`, undeclared: name };
      return;
    }
    for (const [name, value] of Object.entries(exports)) {
      const where = `${specifier}: ${name}`;
      if (value.same !== undefined) continue;
      const type = this.#exported(declared, name);
      yield* this.#value(type, value, where);
      const isDefault =
        'default' in exports || !declared.defaultType || this.#types.property(declared.defaultType, name);
      if (type && !isDefault)
        yield { text: `${where}: the module's default is something else, which the entry does not describe` };
    }
  }

  #exported(module: DeclaredModule, name: string): ts.Type | undefined {
    if (name === 'default') return module.defaultType;
    const symbol = this.#export(module.symbol, name);
    return symbol && this.#declarations.typeOf(symbol);
  }

  #export(module: ts.Symbol, name: string): ts.Symbol | undefined {
    return this.#types.checker.getExportsOfModule(module).find((symbol) => symbol.name === name);
  }

  *#value(type: ts.Type | undefined, value: Value, where: string): Iterable<Disagreement> {
    const isDue = this.#isDue(this.#library, value.since);
    if (isDue !== (type !== undefined)) yield absence(where, isDue, value.since);
    if (!type || !isDue) return;
    if (this.#types.isAny(type)) {
      yield { text: `${where} is declared as any`, undeclared: subject(where) };
      return;
    }
    if (value.waits) {
      const signatures = value.construct ? this.#types.constructs(type) : this.#types.calls(type);
      yield* this.#waits(value.waits, signatures, where);
    }
    if (value.retries) {
      const { endless, bounds, options } = value.retries;
      yield* this.#options([...endless, ...bounds], options, this.#types.calls(type), where);
    }
    if (value.construct) yield* this.#results(value.construct, this.#types.constructs(type), `new ${where}`);
    for (const { type: name } of [value.construct ?? []].flat()) {
      const signatures = this.#types.constructs(type);
      const { multiplexed, statistics } = this.#typed(this.#library, name)?.type ?? {};
      if (multiplexed) yield* this.#options([{ path: multiplexed.path }], multiplexed.options, signatures, where);
      for (const { arg, path } of statistics?.options ?? [])
        if (path !== undefined) yield* this.#options([{ path }], [arg], signatures, where);
    }
    if (value.call) yield* this.#results(value.call, this.#types.calls(type), where);
    if (
      value.givesModule &&
      !this.#types.calls(type).some((each) => this.#types.property(this.#types.given(each), last(where)))
    ) {
      yield { text: `${where} does not give the module` };
    }
    if (value.is !== undefined) yield* this.#fits([type], value.is, this.#library, where);
    for (const [name, member] of Object.entries(value.members ?? {})) {
      yield* this.#value(this.#types.property(type, name), member, `${where}.${name}`);
    }
  }

  /** Every option that bounds a wait is one that the call takes. */
  *#waits(
    { bounds, options, boundBy, forAll }: Waits,
    signatures: readonly ts.Signature[],
    where: string,
  ): Iterable<Disagreement> {
    yield* this.#options(bounds, options, signatures, where);
    for (const name of forAll ? [] : (boundBy ?? [])) {
      const given = signatures.map((signature) => this.#types.given(signature));
      if (!given.some((each) => this.#types.property(each, name)))
        yield { text: `${where} gives nothing with ${name}`, undeclared: `${subject(where)}.${name}` };
    }
  }

  /** Every option that an entry names is one that the call takes. */
  *#options(
    bounds: readonly Pick<Bound, 'path' | 'since' | 'until'>[],
    options: readonly number[],
    signatures: readonly ts.Signature[],
    where: string,
  ): Iterable<Disagreement> {
    for (const { path, since, until } of bounds) {
      const isDue = this.#isDue(this.#library, since) && (until === undefined || !this.#isDue(this.#library, until));
      const isTaken = signatures.some((signature) =>
        options.some((position) =>
          this.#types.parameters(signature, position).some((each) => this.#types.canHold(each, path)),
        ),
      );
      if (isDue && !isTaken) yield { text: `${where} takes no ${path}`, undeclared: `${subject(where)}.${path}` };
      if (!isDue && isTaken) yield { text: `${where} still takes ${path}` };
    }
  }

  *#results(
    results: Result | readonly Result[],
    signatures: readonly ts.Signature[],
    where: string,
    library = this.#library,
  ): Iterable<Disagreement> {
    if (signatures.length === 0) {
      yield { text: `${where} cannot be called so`, undeclared: subject(where) };
      return;
    }
    for (const result of isList(results) ? results : [results]) yield* this.#result(result, signatures, where, library);
  }

  *#result(
    result: Result,
    signatures: readonly ts.Signature[],
    where: string,
    library: Library,
  ): Iterable<Disagreement> {
    const given = signatures
      .map((signature) => this.#types.given(signature))
      .filter((type) => !this.#types.isNothing(type));
    const promises = given.filter((type) => this.#types.isThenable(type));
    const found: ts.Type[] = result.async ? promises.map((type) => this.#types.awaited(type)) : [];
    if (result.async && promises.length === 0 && !given.some((type) => this.#types.isAny(type)))
      yield { text: `${where} gives no promise` };
    if (result.callback) {
      const handed = this.#handed(result.callback, signatures);
      if (handed.length === 0)
        yield {
          text: `${where} has no callback that is handed its ${result.type}`,
          undeclared: subject(where),
          eitherEdition: true,
        };
      found.push(...handed);
    }
    if (!result.async && !result.callback) {
      found.push(...given.filter((type) => !promises.includes(type)));
      if (found.length === 0)
        yield { text: promises.length > 0 ? `${where} gives a promise` : `${where} gives nothing` };
    }
    if (result.async && found.length === 0) found.push(...given.filter((type) => this.#types.isAny(type)));
    if (found.length > 0) yield* this.#fits(found, result.type, library, where);
    if (result.returns !== undefined) yield* this.#fits(given, result.returns, library, where);
  }

  /** What callbacks in the right place are handed in the right parameter. */
  #handed(form: CallbackForm, signatures: readonly ts.Signature[]): readonly ts.Type[] {
    return signatures.flatMap((signature) => {
      const position = form.arg ?? signature.parameters.length - 1;
      const accepted = this.#types.parameters(signature, position).flatMap((callback) => this.#types.calls(callback));
      return accepted.flatMap((call) => {
        const releases = form.release === undefined ? undefined : this.#types.parameters(call, form.release);
        const hasAll =
          this.#types.reaches(call, form.error ?? 0) &&
          releases?.every((each) => this.#types.calls(each).length > 0) !== false;
        return hasAll ? this.#types.parameters(call, form.value) : [];
      });
    });
  }

  /** One of the types must be as the entry says; the one that is nearest is complained about. */
  *#fits(types: readonly ts.Type[], name: TypeName, library: Library, where: string): Iterable<Disagreement> {
    const typed = this.#typed(library, name);
    if (!typed) {
      yield { text: `${where}: the catalog has no type ${name}` };
      return;
    }
    const tried = types.flatMap((type) => this.#types.alternatives(type)).map((type) => this.#compare(type, typed));
    const nearest = tried.toSorted((a, b) => a.length - b.length)[0] ?? [];
    for (const problem of nearest)
      yield { ...problem, at: problem.at === undefined ? where : `${where} → ${problem.at}` };
  }

  #compare(type: ts.Type, typed: Typed): readonly Disagreement[] {
    // By symbol, since methods of generic types give ever new instances of them.
    const subject: object = type.aliasSymbol ?? type.getSymbol() ?? type;
    const entry = typed.library.types[typed.name] ?? typed.type;
    const compared = this.#compared.get(entry) ?? new Map<object, readonly Disagreement[]>();
    this.#compared.set(entry, compared);
    const known = compared.get(subject);
    if (known) return known;
    compared.set(subject, []);
    const problems = [...this.#typeProblems(type, typed)];
    compared.set(subject, problems);
    return problems;
  }

  *#typeProblems(type: ts.Type, { library, name, type: entry }: Typed): Iterable<Disagreement> {
    if (this.#types.isAny(type)) {
      yield { text: `${name} is declared as any`, undeclared: name };
      return;
    }
    this.#witnessed.add(library.types[name] ?? entry);
    for (const [path, disposer] of Object.entries(entry.dispose ?? {}))
      yield* this.#disposer(type, path, disposer, `${name}.${path}`, library);
    for (const [path, member] of Object.entries(entry.members ?? {}))
      yield* this.#member(type, path, member, `${name}.${path}`, library);
    for (const [property, value] of Object.entries(entry.closedWhen ?? {})) {
      if (this.#tells(type, property, value)) this.#told.add(property);
    }
    if (entry.call) yield* this.#results(entry.call, this.#types.calls(type), name, library);
    if (entry.waits) yield* this.#waits(entry.waits, this.#types.calls(type), name);
    if (entry.statistics) yield* this.#statistics(type, entry.statistics, name);
    if (entry.unheard && !this.#types.property(type, 'on')) yield absence(`${name}.on`, true, undefined);
    if (entry.opensAt !== undefined && entry.opensAt !== '*' && !this.#types.property(type, entry.opensAt))
      yield absence(`${name}.${entry.opensAt}`, true, undefined);
    if (entry.iterating && !this.#types.hasSymbol(type, 'asyncIterator')) yield { text: `${name} cannot be iterated` };
    yield* this.#symbols(type, entry, name, library);
  }

  /** Every property that a pool tells of itself by is there, and it takes listeners for every event. */
  *#statistics(type: ts.Type, { reads, events }: Statistics, name: string): Iterable<Disagreement> {
    for (const path of reads) {
      const [first = path] = path.split('.');
      const found = this.#types.property(type, first);
      // Of what hangs on a part that is declared as any nothing can be told.
      if (!found || (!this.#types.isAny(found) && !this.#types.property(type, path)))
        yield { text: `${name} has no ${path}`, undeclared: `${name}.${path}` };
    }
    const listening = ['on', 'addHook', 'addListener'].flatMap((method) => {
      const found = this.#types.property(type, method);
      return found ? this.#types.calls(found) : [];
    });
    for (const event of events) {
      const isHeard = listening.some((each) =>
        this.#types.parameters(each, 0).some((parameter) => this.#types.takesText(parameter, event)),
      );
      if (!isHeard) yield { text: `${name} takes no listener for ${event}`, undeclared: `${name}.on` };
    }
  }

  *#disposer(of: ts.Type, path: string, disposer: Disposer, where: string, library: Library): Iterable<Disagreement> {
    const type = this.#types.property(of, path);
    const isDue = this.#isDue(library, disposer.since);
    if (isDue !== (type !== undefined)) yield absence(where, isDue, disposer.since);
    if (!type || !isDue) return;
    if (this.#types.isAny(type)) {
      yield { text: `${where} is declared as any`, undeclared: where };
      return;
    }
    const signatures = this.#types.calls(type);
    const promising = signatures.filter((signature) => this.#promises(signature, disposer.finishedBy));
    if (signatures.length === 0) yield { text: `${where} cannot be called` };
    else if (disposer.async && promising.length === 0) yield { text: `${where} gives no promise` };
    else if (
      !disposer.async &&
      promising.some(
        (each) => this.#types.accepts(each, disposer.args ?? 0) && this.#types.isPromise(this.#types.given(each)),
      )
    )
      yield { text: `${where} gives a promise` };
    if (disposer.args !== undefined && !signatures.some((each) => this.#types.reaches(each, (disposer.args ?? 0) - 1)))
      yield { text: `${where} takes fewer arguments` };
  }

  *#member(of: ts.Type, name: string, member: Member, where: string, library: Library): Iterable<Disagreement> {
    const type = this.#types.property(of, name);
    const isDue = this.#isDue(library, member.since);
    if (isDue !== (type !== undefined)) yield absence(where, isDue, member.since);
    if (!type || !isDue) return;
    if (this.#types.isAny(type)) {
      yield { text: `${where} is declared as any`, undeclared: where };
      return;
    }
    const signatures = this.#types.calls(type);
    if (member.waits) yield* this.#waits(member.waits, signatures, where);
    if (member.call) yield* this.#results(member.call, signatures, where, library);
    if (member.read !== undefined) yield* this.#fits([type], member.read, library, where);
    const given = signatures.map((signature) => this.#types.given(signature));
    const promising = given.filter((each) => this.#types.isThenable(each));
    if (member.async && promising.length === 0) yield { text: `${where} gives no promise` };
    const isPlain = !member.async && !member.call && member.read === undefined;
    if (isPlain && given.length > 0 && promising.length === given.length) yield { text: `${where} gives a promise` };
    const chained = member.async ? promising.map((each) => this.#types.awaited(each)) : given;
    if (member.chains && !chained.some((each) => this.#isSame(each, of)))
      yield { text: `${where} does not give its receiver`, eitherEdition: true };
    const argument = member.releasesArgument;
    if (argument !== undefined && !signatures.some((each) => this.#types.reaches(each, argument)))
      yield { text: `${where} has no such argument` };
  }

  /** Whether a call gives a promise, or what it gives does when it is finished. */
  #promises(signature: ts.Signature, finishedBy: string | undefined): boolean {
    const given = this.#types.given(signature);
    if (finishedBy === undefined) return this.#types.isThenable(given);
    const last = this.#types.property(given, finishedBy);
    return (
      last !== undefined && this.#types.calls(last).some((each) => this.#types.isThenable(this.#types.given(each)))
    );
  }

  #isSame(given: ts.Type, receiver: ts.Type): boolean {
    const symbol = given.symbol as ts.Symbol | undefined;
    const isAlike = given === receiver || (symbol !== undefined && symbol === receiver.symbol);
    return isAlike || (!this.#types.isAny(given) && this.#types.checker.isTypeAssignableTo(given, receiver));
  }

  /** Whether a property, or a method without arguments, says yes or no, or can be the text that is looked for. */
  #tells(of: ts.Type, name: string, value: boolean | string): boolean {
    const type = this.#types.property(of, name);
    const told = type ? [type, ...this.#types.calls(type).map((signature) => this.#types.given(signature))] : [];
    return told.some((each) =>
      this.#types
        .alternatives(each)
        .some((part) =>
          typeof value === 'string'
            ? part.isStringLiteral() && part.value === value
            : (part.flags & ts.TypeFlags.BooleanLike) !== 0,
        ),
    );
  }

  *#symbols(type: ts.Type, entry: ResourceType, name: string, library: Library): Iterable<Disagreement> {
    const said =
      entry.symbol && this.#isDue(library, entry.symbol.since)
        ? entry.symbol.async
          ? 'asyncDispose'
          : 'dispose'
        : undefined;
    if (said && !this.#types.hasSymbol(type, said)) yield { text: `${name} has no Symbol.${said}` };
    if (said || entry.kind === 'response' || entry.kind === 'plain') return;
    for (const symbol of ['dispose', 'asyncDispose'] as const) {
      if (this.#types.hasSymbol(type, symbol))
        yield { text: `${name} has Symbol.${symbol}, of which the entry says nothing` };
    }
  }

  *#names(key: string, type: ResourceType): Iterable<Disagreement> {
    for (const name of type.names ?? [key]) {
      const found = [...this.#declaredAs(type, name)];
      if (found.length === 0)
        yield { text: `${key}: no declaration is called ${name}`, undeclared: key, eitherEdition: true };
      else yield* this.#fits(found, key, this.#library, `type ${name}`);
    }
  }

  *#declaredAs(type: ResourceType, name: string): Iterable<ts.Type> {
    const [first = name, ...rest] = name.split('.');
    const specifiers = Object.keys(this.#library.modules).filter((specifier) => this.#isHome(type, name, specifier));
    let hasExport = false;
    for (const specifier of specifiers) {
      const module = this.#declarations.module(this.#library, this.#edition, specifier);
      let symbol = module && this.#export(module.symbol, first);
      for (const part of rest) symbol = symbol && this.#export(this.#types.target(symbol), part);
      if (!symbol) continue;
      hasExport = true;
      yield this.#declarations.declaredBy(symbol);
    }
    const global = this.#library.globals && this.#declarations.global(name, this.#place);
    if (global) yield this.#declarations.declaredBy(global);
    if (!hasExport && !global) yield* this.#declarations.declaredSomewhere(this.#library, this.#edition, name);
  }

  /** Whether a name that this module exports means that type. */
  #isHome(type: ResourceType, name: string, specifier: string): boolean {
    if (type.module !== undefined) return type.module === specifier;
    const others = Object.entries(this.#library.types).filter(([, other]) => other.module === specifier);
    return !others.some(([key, other]) => (other.names ?? [key]).includes(name));
  }

  #typed(from: Library, name: TypeName): Typed | undefined {
    const [packageName, local] = name.includes('#') ? (name.split('#') as [string, string]) : [from.package, name];
    const library = packageName === from.package ? from : this.#all.find((each) => each.package === packageName);
    const type = library?.types[local];
    if (!library || !type) return undefined;
    const base = type.extends === undefined ? undefined : this.#typed(library, type.extends)?.type;
    const merged = base && {
      ...base,
      ...type,
      members: { ...base.members, ...type.members },
      dispose: { ...base.dispose, ...type.dispose },
    };
    return { library, name: local, type: merged ?? type };
  }

  #isDue(library: Library, since: string | undefined): boolean {
    const edition = library === this.#library ? this.#edition : 'newest';
    const version = isPlatform(library) ? undefined : installedVersion(library.package, edition);
    return since === undefined || version === undefined || compareVersions(version, since) >= 0;
  }
}
