import { everyLibrary } from './every-library.ts';
import { type Uses, usesOf } from './mentions.ts';
import { escaped } from './patterns.ts';
import { REGISTRY_PREFIX, REGISTRY_VERSION, plain } from './specifiers.ts';
import { wordsOf } from './words.ts';
import type { Library, Member, Result, ResourceType, TypeName, Value, Wrapper } from './vocabulary.ts';

/** A type of the catalog, with everything that it inherits. */
export interface TypeRef {
  readonly library: Library;
  readonly name: string;
  readonly type: ResourceType;
}

/** A value of the catalog and the library that it belongs to. */
export interface ValueRef {
  readonly library: Library;
  readonly value: Value;
}

/** A member whose name alone is evidence of the type that it is called on. */
export interface EvidentMember {
  readonly library: Library;
  readonly receiver: string;
  readonly member: Member;
}

/** What is known of libraries, ready to be asked. */
export interface Catalog {
  /** Whether a text mentions anything that the catalog knows; a quick no spares all other work. */
  mentions(text: string): boolean;
  /** Whether something is done in a text, with what it mentions of the catalog, that acquires, disposes of or reads a resource. */
  readonly uses: Uses;
  /** Whether a piece of text names a global value of the catalog, or calls a member whose name alone is evidence. */
  makes(text: string): boolean;
  /** Whether a text may hold something that the catalog knows although it names nothing of it: only types can tell then. */
  hints(text: string): boolean;
  /** The exports of a module; undefined for modules that no library describes. */
  module(specifier: string): ModuleRef | undefined;
  /** A global value: `fetch`. */
  global(name: string): ValueRef | undefined;
  /** A type by the name under which a module exports it. */
  exportedType(specifier: string, name: string): TypeRef | undefined;
  /** A type of the platform: `Response`. */
  globalType(name: string): TypeRef | undefined;
  /** A type by the package that declares it, its name there and the file that declares it, as `mysql2/promise.d.ts`. */
  declaredType(packageName: string, name: string, file: string): TypeRef | undefined;
  /** An exported class or function by the package that declares it, its name there and the file that declares it. */
  declaredValue(packageName: string, name: string, file: string): ValueRef | undefined;
  /** Whether a property of that name means anything to any entry: a member, a method that ends something, an export. */
  speaksOf(property: string): boolean;
  /** Whether a method of that name ends something of any entry. */
  ends(method: string): boolean;
  /** Whether an entry describes the package, or declares its types there. */
  describes(packageName: string): boolean;
  /** The type that an entry names, seen from its own library. */
  resolve(library: Library, name: TypeName): TypeRef | undefined;
  /** The type that a value is known to be by the members that are used of it. */
  recognise(members: ReadonlySet<string>): TypeRef | undefined;
  /** The types that an awaited call of something of that name may give, nothing else being known of it; without a name, all such types. */
  givenBy(callee?: string): readonly TypeRef[];
  /** The members of that name whose call is evidence enough. */
  evident(member: string): readonly EvidentMember[];
  /** The functions of the project's own that the settings name. */
  readonly wrappers: readonly Wrapper[];
  /** The type of a package, written `package#Type`. */
  typeAt(name: TypeName): TypeRef | undefined;
}

export interface ModuleRef {
  readonly library: Library;
  readonly exports: Readonly<Record<string, Value>>;
}

const has = (record: object, key: string): boolean => Object.prototype.hasOwnProperty.call(record, key);

/** The property of a catalog record, never one that every object inherits. */
export function own<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record && has(record, key) ? record[key] : undefined;
}

/** The results of a call, always as a list. */
export function resultsOf(result: Result | readonly Result[] | undefined): readonly Result[] {
  return result === undefined ? [] : Array.isArray(result) ? (result as readonly Result[]) : [result as Result];
}

/** The catalog of the libraries that ship with the plugin and of those that the settings add; a user's entry goes before ours. */
export function catalogOf(added: readonly Library[] = [], wrappers: readonly Wrapper[] = []): Catalog {
  return new Lookup([...added, ...everyLibrary()], wrappers);
}

class Lookup implements Catalog {
  readonly #modules = new Map<string, ModuleRef>();
  readonly #globals = new Map<string, ValueRef>();
  readonly #evident = new Map<string, EvidentMember[]>();
  readonly #byPackage = new Map<string, Library[]>();
  readonly #recognised: TypeRef[] = [];
  readonly #given: { readonly ref: TypeRef; readonly callee: string }[] = [];
  readonly #resolved = new Map<Library, Map<string, TypeRef | undefined>>();
  readonly #platform: Library | undefined;
  readonly #making: RegExp;
  readonly #mention: RegExp;
  readonly uses: Uses;
  readonly #all: readonly Library[];
  #hint: RegExp | undefined;
  /** The endings of specifiers under which generators write modules, and which modules those are. */
  readonly #generated: (readonly [string, string])[] = [];
  #words: ReadonlySet<string> | undefined;
  #enders: ReadonlySet<string> | undefined;

  readonly wrappers: readonly Wrapper[];

  constructor(all: readonly Library[], wrappers: readonly Wrapper[]) {
    this.#all = all;
    this.wrappers = wrappers;
    for (const library of all) this.#add(library);
    this.#platform = all.find((library) => library.package === 'global');
    this.#mention = this.#mentionPattern();
    this.#making = this.#makingPattern();
    this.uses = usesOf({
      module: (specifier) => this.module(specifier),
      resolve: (library, name) => this.resolve(library, name),
      globals: this.#globals.keys(),
      platform: this.#platform,
      evident: [...this.#evident].map(([name, members]) => [name, members.map(({ member }) => member)] as const),
      recognised: this.#recognised.map(({ type }) => type),
      given: this.#given.map(({ ref }) => ref.type.givenBy?.mention ?? ''),
      wrapping: this.#wrapping(),
    });
  }

  #add(library: Library): void {
    for (const [specifier, exports] of Object.entries(library.modules)) {
      const key = plain(specifier);
      if (!this.#modules.has(key)) this.#modules.set(key, { library, exports });
    }
    this.#generated.push(...Object.entries(library.generated ?? {}));
    for (const [name, value] of Object.entries(library.globals ?? {})) {
      if (!this.#globals.has(name)) this.#globals.set(name, { library, value });
    }
    for (const [receiver, type] of Object.entries(library.types)) {
      if (type.givenBy) this.#given.push({ ref: { library, name: receiver, type }, callee: type.givenBy.callee });
      if (type.recognisedBy) this.#recognised.push({ library, name: receiver, type });
      for (const [name, member] of Object.entries(type.members ?? {})) {
        if (!member.evidence) continue;
        this.#evident.set(name, [...(this.#evident.get(name) ?? []), { library, receiver, member }]);
      }
    }
    const homes = [library.package, `@types/${library.package.replace(/^@/, '').replace('/', '__')}`];
    const declared = [...homes, ...Object.keys(library.modules).map(packageOf), ...(library.declaredIn ?? [])];
    for (const name of new Set(declared.map(plain))) {
      this.#byPackage.set(name, [...(this.#byPackage.get(name) ?? []), library]);
    }
  }

  /** The names of the project's own functions, in a pattern; nothing where the settings name none. */
  #wrapping(): string {
    const names = this.wrappers.map(({ name }) => escaped(name.slice(name.lastIndexOf('.') + 1))).join('|');
    return names && `(?<![\\w$])(?:${names})(?![\\w$])`;
  }

  #mentionPattern(): RegExp {
    const packages = new Set([...this.#modules.keys()].map(packageOf));
    const quoted = `['"\`](?:node:)?${REGISTRY_PREFIX}(?:${[...packages].map(escaped).join('|')})${REGISTRY_VERSION}(?:/[^'"\`]*)?['"\`]`;
    const closers = this.#recognised.flatMap(
      ({ type: { kind, recognisedBy } }) => (kind === 'lease' ? recognisedBy?.all : recognisedBy?.any) ?? [],
    );
    const names = [...this.#globals.keys()].map(escaped).join('|');
    const evident = [...this.#evident.keys(), ...closers].map(escaped).join('|');
    const given = this.#given.map(({ ref }) => ref.type.givenBy?.mention ?? '').join('|');
    const endings = this.#generated.map(([ending]) => escaped(ending)).join('|');
    const parts = [
      quoted,
      endings && `['"][^'"\\n]*/(?:${endings})['"]`,
      names && `\\b(?:${names})\\b`,
      evident && `\\.\\s*(?:${evident})\\s*\\(`,
      given,
      this.#wrapping(),
    ];
    return new RegExp(parts.filter(Boolean).join('|'));
  }

  #makingPattern(): RegExp {
    const names = [...this.#globals.keys()].map(escaped).join('|');
    const evident = [...this.#evident.keys()].map(escaped).join('|');
    return new RegExp(
      [names && `\\b(?:${names})\\b`, evident && `\\.\\s*(?:${evident})\\s*\\(`].filter(Boolean).join('|'),
    );
  }

  makes(text: string): boolean {
    return this.#making.test(text);
  }

  mentions(text: string): boolean {
    return this.#mention.test(text);
  }

  hints(text: string): boolean {
    return (this.#hint ??= this.#hintPattern()).test(text);
  }

  /** What is written where a resource is made, taken or given back, whatever it hangs on; and the status of a fetch response. */
  #hintPattern(): RegExp {
    const made = new Set<string>();
    const called = new Set<string>();
    const methods = new Set<string>();
    // Node's own have names that everything has; who holds one imports its module as a rule.
    for (const library of this.#all.filter((each) => !each.package.startsWith('node:') && each !== this.#platform)) {
      for (const [name, value] of Object.values(library.modules).flatMap((exports) => Object.entries(exports))) {
        if (value.construct && name !== 'default') made.add(name);
        if (value.call && name.startsWith('create')) called.add(name);
      }
      for (const type of Object.values(library.types)) {
        for (const name of this.#lifecycle(library, type)) methods.add(name);
      }
    }
    const names = (set: ReadonlySet<string>): string => [...set].map(escaped).join('|');
    const parts = [
      `\\.(?:${names(methods)})\\s*\\(`,
      `\\b(?:${names(called)})\\s*\\(`,
      `\\bnew\\s[\\w.]*\\b(?:${names(made)})\\b`,
      '\\.ok\\b',
      '\\[Symbol\\.(?:asyncD|d)ispose\\]\\(',
    ];
    return new RegExp(parts.join('|'));
  }

  /** The methods of a client or lease that take a lease from it or end it. */
  #lifecycle(library: Library, { kind, members, dispose }: ResourceType): readonly string[] {
    if (kind === 'response') return [];
    const taking = Object.entries(members ?? {}).filter(([, { call }]) =>
      resultsOf(call).some((each) => this.resolve(library, each.type)?.type.kind === 'lease' && each.owned !== false),
    );
    return kind === 'plain'
      ? taking.map(([name]) => name)
      : [...taking.map(([name]) => name), ...Object.keys(dispose ?? {}).filter((name) => !name.includes('.'))];
  }

  module(specifier: string): ModuleRef | undefined {
    const found = this.#modules.get(plain(specifier));
    // Generators write into the project, or into a package of their own.
    if (found || this.#generated.length === 0 || !specifier.includes('/')) return found;
    const generated = this.#generated.find(([ending]) => specifier.endsWith(`/${ending}`));
    return generated && this.#modules.get(generated[1]);
  }

  global(name: string): ValueRef | undefined {
    return this.#globals.get(name);
  }

  givenBy(callee?: string): readonly TypeRef[] {
    return this.#given.flatMap(({ ref, callee: pattern }) =>
      callee === undefined || new RegExp(`^(?:${pattern})$`).test(callee) ? ref : [],
    );
  }

  exportedType(specifier: string, name: string): TypeRef | undefined {
    const library = this.module(specifier)?.library;
    return library && this.#named(library, name, (module) => module === plain(specifier));
  }

  globalType(name: string): TypeRef | undefined {
    return this.#platform && this.#named(this.#platform, name, () => true);
  }

  declaredType(packageName: string, name: string, file: string): TypeRef | undefined {
    for (const library of this.#byPackage.get(plain(packageName)) ?? []) {
      const found = this.#named(library, name, (module) => file.startsWith(module));
      if (found) return found;
    }
    return undefined;
  }

  /** Where several modules of a package export the name, the file belongs to the one whose specifier its path starts with. */
  declaredValue(packageName: string, name: string, file: string): ValueRef | undefined {
    const found = (this.#byPackage.get(plain(packageName)) ?? []).flatMap((library) =>
      Object.entries(library.modules).flatMap(([specifier, exports]) => {
        const value = own(exports, name);
        return value?.construct || value?.call ? [{ library, value, specifier: plain(specifier) }] : [];
      }),
    );
    const best = found
      .filter(({ specifier }) => file.startsWith(specifier))
      .sort((a, b) => b.specifier.length - a.specifier.length);
    const chosen = best[0] ?? (found.length === 1 ? found[0] : undefined);
    return chosen && { library: chosen.library, value: chosen.value };
  }

  speaksOf(property: string): boolean {
    return (this.#words ??= wordsOf(this.#all)).has(property);
  }

  ends(method: string): boolean {
    this.#enders ??= new Set(
      this.#all.flatMap(({ types }) => Object.values(types).flatMap(({ dispose }) => Object.keys(dispose ?? {}))),
    );
    return this.#enders.has(method);
  }

  describes(packageName: string): boolean {
    return this.#byPackage.has(plain(packageName));
  }

  recognise(members: ReadonlySet<string>): TypeRef | undefined {
    return this.#recognised.find(({ type }) => {
      const { all = [], any = [] } = type.recognisedBy ?? {};
      return all.every((name) => members.has(name)) && any.some((name) => members.has(name));
    });
  }

  evident(member: string): readonly EvidentMember[] {
    return this.#evident.get(member) ?? [];
  }

  typeAt(name: TypeName): TypeRef | undefined {
    const cut = name.indexOf('#');
    const other = cut > 0 ? this.#byPackage.get(plain(name.slice(0, cut)))?.[0] : undefined;
    return other && this.resolve(other, name.slice(cut + 1));
  }

  resolve(library: Library, name: TypeName): TypeRef | undefined {
    if (name.indexOf('#') > 0) return this.typeAt(name);
    const known = this.#resolved.get(library) ?? new Map<string, TypeRef | undefined>();
    this.#resolved.set(library, known);
    if (!known.has(name)) known.set(name, this.#inherit(library, name));
    return known.get(name);
  }

  /** The type of that name; one that belongs to a module of its own goes before, and counts only there. */
  #named(library: Library, name: string, isModule: (specifier: string) => boolean): TypeRef | undefined {
    let found: TypeRef | undefined;
    for (const [key, type] of Object.entries(library.types)) {
      if (!(type.names ?? [key]).includes(name)) continue;
      if (type.module === undefined) found ??= this.resolve(library, key);
      else if (isModule(plain(type.module))) return this.resolve(library, key);
    }
    return found;
  }

  #inherit(library: Library, name: string): TypeRef | undefined {
    const type = own(library.types, name);
    if (!type) return undefined;
    const base = type.extends === undefined ? undefined : this.resolve(library, type.extends)?.type;
    if (!base) return { library, name, type };
    const members = { ...base.members, ...type.members };
    const dispose = { ...base.dispose, ...type.dispose };
    return { library, name, type: { ...base, ...type, members, dispose } };
  }
}

/** The package of a specifier: `@scope/name/sub` → `@scope/name`. */
function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}
