import type { TSESLint } from '@typescript-eslint/utils';

import { type Catalog, catalogOf } from './catalog/index.ts';
import { PAGES } from './catalog/pages.ts';
import type { Library } from './catalog/vocabulary.ts';
import { type Census, censusOf } from './lang/census.ts';
import type { Node } from './lang/nodes.ts';
import { type Scopes, scopesOf } from './lang/scopes.ts';
import { originOf } from './origin/origin.ts';
import { mayLeadToResources } from './origin/promising.ts';
import { oracleOf } from './origin/types.ts';
import type { ImplicitThrows, LateUse, Leak, Obligation } from './ownership/model.ts';
import {
  type DisposedTwice,
  type GuardedDisposals,
  disposedTwice,
  guardedDisposals,
} from './ownership/guarded-disposals.ts';
import { collectionOwners } from './ownership/collection-owners.ts';
import { factoryOwners } from './ownership/factory-owners.ts';
import { type OwnerLeak, ownersOf } from './ownership/owners.ts';
import { type Ownership, type OwnershipSource, ownershipOf, sourceOf } from './ownership/ownership.ts';
import { type Floating, floatingOf } from './ownership/floating.ts';
import { exitInWords } from './ownership/words.ts';
import { dependenciesOf, installedVersion, packageOf } from './project/manifests.ts';
import type { ParserInUse } from './project/parsing.ts';
import { type Project, projectOf } from './project/project.ts';
import { isNewEnough, mayWriteUsing, promisedNode } from './project/using.ts';
import { endsWithItsRun, isBrowserFile, isGenerated, isServed, isTestFile } from './surroundings.ts';

/** The services that rules receive for a file. Each is made when first asked for, and shared by all rules. */
export interface File {
  readonly sourceCode: Readonly<TSESLint.SourceCode>;
  readonly filename: string;
  /** Leaking resources of a kind; none where the file mentions nothing that the catalog knows. */
  leaks(kind: Obligation['kind'], options: { readonly implicitThrows: ImplicitThrows }): readonly Leak[];
  /** Uses of resources after their disposal, and work that outlives it. */
  lateUses(): readonly LateUse[];
  /** Whether messages may name lines: those of a part of a file are not those that the reader sees. */
  readonly hasLines: boolean;
  /** Closings and connectings that nobody waits for, except of resources that a rule which is on reports as leaking. */
  floating(): readonly Floating[];
  /** Clients that a class or the object of a factory keeps and never ends; none in workers and scripts, which end as a whole. */
  owners(): readonly OwnerLeak[];
  /** Disposals in a `finally` that `using` could do; those left out that leak all the same. */
  guarded(): readonly GuardedDisposals[];
  /** Disposals that repeat what `using` does. */
  twice(): readonly DisposedTwice[];
  /** The path of a leak that is told, in words that follow "when". */
  exitOf(leak: Leak): string;
  textOf(node: Node): string;
  /** Whether edits may write `using`. */
  mayWriteUsing(): boolean;
  /** Whether the installed version of a package is known to be that new. */
  hasVersion(packageName: string, since: string): boolean;
  /** How much work was done, for the tests that say when none may be. */
  readonly work: Work;
}

/** How often the dear things were done for a file. */
export interface Work {
  readonly graphs: number;
  /** Questions to the type checker. */
  readonly asked: number;
  /** Other files of the project that were parsed, and how many characters they have. */
  readonly files: number;
  readonly parsed: number;
}

/** What a file's services are made of. */
export interface FileInput {
  readonly sourceCode: Readonly<TSESLint.SourceCode>;
  readonly filename: string;
  /** The file's path inside the folder that is linted; the filename where that is not known. */
  readonly path: string;
  /** The linted text is a part of another file (a code block, a script of a component). */
  readonly isVirtual: boolean;
  /** The folder that is linted. */
  readonly folder: string | undefined;
  /** What reads other files of the project; undefined where nothing can. */
  readonly parser: ParserInUse | undefined;
  readonly runtime: 'auto' | 'node' | 'browser' | 'worker';
  readonly clients: readonly Library[];
  readonly using: 'auto' | 'always' | 'never';
  /** The rules that are on, with their options. */
  readonly rules: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
}

/** The services of a file. */
export function fileServices(input: FileInput): File {
  return new Services(input);
}

/** The rule that reports a resource before those about its disposal do. */
const AFTER_DISPOSAL = 'no-use-after-dispose';

/** Whether a text that mentions no library may give a promise away while a `finally` ends something: the only fault that needs no catalog. */
function mayEscape(text: string, path: string): boolean {
  return /\bfinally\s*\{/.test(text) && /\breturn\b/.test(text) && ENDING.test(text) && !isGenerated(text, path);
}

const ENDING =
  /\.(?:release|unlock|remove|unregister|delete|clean|unpatch|restore|uninstall|tear|dispose|close|disconnect|end|quit|stop|shutdown|terminate)\w*\(/i;

const catalogs = new Map<string, Catalog>();

/** One catalog for each set of added entries, however often the settings are read again. */
function catalogFor(clients: readonly Library[]): Catalog {
  const key = clients.length === 0 ? '' : JSON.stringify(clients);
  const found = catalogs.get(key) ?? catalogOf(clients);
  catalogs.set(key, found);
  return found;
}

const LEAK_RULES = { client: 'require-client-disposal', lease: 'require-lease-release' } as const;

class Services implements File {
  readonly sourceCode: Readonly<TSESLint.SourceCode>;
  readonly filename: string;
  readonly #input: FileInput;
  #source: OwnershipSource | undefined;
  #ownership: Ownership | undefined;
  #owners: readonly OwnerLeak[] | undefined;
  #late: readonly LateUse[] | undefined;
  #floating: readonly Floating[] | undefined;
  #isQuiet: boolean | undefined;
  #oracle: ReturnType<typeof oracleOf>;
  #project: Project | undefined;

  constructor(input: FileInput) {
    this.#input = input;
    this.sourceCode = input.sourceCode;
    this.filename = input.filename;
  }

  get work(): Work {
    const { files = 0, parsed = 0 } = this.#project?.work ?? {};
    return { graphs: this.#ownership?.graphs ?? 0, asked: this.#oracle?.asked ?? 0, files, parsed };
  }

  get hasLines(): boolean {
    return !this.#input.isVirtual;
  }

  textOf(node: Node): string {
    return this.sourceCode.getText(node);
  }

  mayWriteUsing(): boolean {
    return mayWriteUsing({ setting: this.#input.using, filename: this.filename, isVirtual: this.#input.isVirtual });
  }

  hasVersion(packageName: string, since: string): boolean {
    if (this.#input.isVirtual) return false;
    const version = packageName.startsWith('node:')
      ? promisedNode(this.filename)
      : installedVersion(this.filename, packageName);
    return isNewEnough(version, since);
  }

  leaks(kind: Obligation['kind'], options: { readonly implicitThrows: ImplicitThrows }): readonly Leak[] {
    this.#isQuiet ??= this.#mayBeSkipped();
    if (this.#isQuiet) return [];
    this.#source ??= this.#analyse();
    this.#ownership ??= this.#source && ownershipOf(this.#source);
    const found = this.#ownership?.leaks(kind, options) ?? [];
    return found.filter(({ obligation }) => !this.#isUsedLate(obligation.acquisition));
  }

  lateUses(): readonly LateUse[] {
    this.#late ??= this.#lateUses();
    return this.#late;
  }

  #lateUses(): readonly LateUse[] {
    this.#isQuiet ??= this.#mayBeSkipped();
    const isBrowser = this.#isQuiet && catalogFor(this.#input.clients).mentions(this.sourceCode.text);
    if (isBrowser || (this.#isQuiet && !mayEscape(this.sourceCode.text, this.#input.path))) return [];
    this.#source ??= this.#analyse();
    this.#ownership ??= this.#source && ownershipOf(this.#source);
    return this.#ownership?.lateUses() ?? [];
  }

  /** Whether the rule that goes before reports the resource: one resource, one report about its life. */
  #isUsedLate(acquisition: Node): boolean {
    return this.#input.rules.has(AFTER_DISPOSAL) && this.lateUses().some((each) => each.acquisition === acquisition);
  }

  owners(): readonly OwnerLeak[] {
    this.#isQuiet ??= this.#mayBeSkipped();
    if (this.#isQuiet || this.#input.runtime === 'worker' || endsWithItsRun(this.sourceCode.text, this.#input.path))
      return [];
    this.#source ??= this.#analyse();
    this.#owners ??= this.#source && [
      ...ownersOf(this.#source),
      ...collectionOwners(this.#source),
      ...factoryOwners(this.#source),
    ];
    return this.#owners ?? [];
  }

  floating(): readonly Floating[] {
    this.#isQuiet ??= this.#mayBeSkipped();
    if (this.#isQuiet) return [];
    this.#source ??= this.#analyse();
    this.#floating ??= this.#source && floatingOf(this.#source);
    const found = this.#floating ?? [];
    return found.length === 0 ? [] : found.filter(({ call }) => !this.#isOfLeak(call));
  }

  /** Whether a call closes what another rule, being on, reports as leaking: that report comes first, and its edit waits. */
  #isOfLeak(call: Node): boolean {
    return (['client', 'lease'] as const).some((kind) => {
      const options = this.#input.rules.get(LEAK_RULES[kind]);
      const implicitThrows = options?.['implicitThrows'] === 'all' ? 'all' : 'strong';
      return (
        options !== undefined && this.leaks(kind, { implicitThrows }).some(({ disposals }) => disposals.includes(call))
      );
    });
  }

  guarded(): readonly GuardedDisposals[] {
    const source = this.#usable();
    if (!source) return [];
    const leaking = (['client', 'lease'] as const).flatMap((kind) => this.leaks(kind, { implicitThrows: 'strong' }));
    const holders = new Set(leaking.flatMap(({ obligation }) => [...obligation.holders.keys()]));
    return guardedDisposals(source).filter(({ resources }) => !resources.some(({ variable }) => holders.has(variable)));
  }

  twice(): readonly DisposedTwice[] {
    const source = this.#usable();
    return source ? disposedTwice(source) : [];
  }

  /** The analysis of a file in which `using` may be written. */
  #usable(): OwnershipSource | undefined {
    const text = this.sourceCode.text;
    const mayHold = text.includes('ispose') || catalogFor(this.#input.clients).mentions(text);
    if (!/\bfinally\b|\busing\b/.test(text) || !mayHold || isGenerated(text, this.#input.path)) return undefined;
    if (!this.mayWriteUsing()) return undefined;
    return (this.#source ??= this.#analyse());
  }

  exitOf(leak: Leak): string {
    const [first] = [...leak.exits].sort((a, b) => rank(a.how) - rank(b.how));
    return first
      ? exitInWords(first, leak, { textOf: (node) => this.textOf(node), hasLines: !this.#input.isVirtual })
      : '';
  }

  /** What reads the other files. Tests leave much open, on purpose and for a moment: what their helpers give is not worth that. */
  get #parser(): ParserInUse | undefined {
    const { isVirtual, parser, path } = this.#input;
    return isVirtual || isTestFile(path) ? undefined : parser;
  }

  /** What a glance at the text decides. */
  #mayBeSkipped(): boolean {
    const text = this.sourceCode.text;
    const catalog = catalogFor(this.#input.clients);
    const isPromising = this.#parser ? mayLeadToResources(text, catalog) : catalog.mentions(text);
    if (!isPromising || isGenerated(text, this.#input.path)) return true;
    return (
      this.#input.runtime === 'browser' ||
      (this.#input.runtime === 'auto' && isBrowserFile(this.sourceCode, this.#input.path, () => this.#isOfPage()))
    );
  }

  /** Whether the package that the file belongs to is a page, as far as its manifest tells. */
  #isOfPage(): boolean {
    const home = packageOf(this.filename);
    if (!home || isServed(home.path)) return false;
    const needs = dependenciesOf(home.manifest);
    const has = (names: readonly string[]): boolean => names.some((name) => needs.has(name));
    return has(PAGES.renders) && has(PAGES.bundles) && !has(PAGES.serves);
  }

  #analyse(): OwnershipSource | undefined {
    const manager = this.sourceCode.scopeManager;
    if (!manager) return undefined;
    const visitorKeys = this.sourceCode.visitorKeys as Record<string, readonly string[] | undefined>;
    const catalog = catalogFor(this.#input.clients);
    const scopes: Scopes = scopesOf(manager);
    const census: Census = censusOf(this.sourceCode.ast, visitorKeys);
    this.#oracle = oracleOf(this.sourceCode.parserServices, catalog);
    const { folder, path } = this.#input;
    const parser = this.#parser;
    this.#project = parser && projectOf({ filename: this.filename, folder, parser });
    const origin = originOf({
      catalog,
      scopes,
      census,
      oracle: this.#oracle,
      program: this.sourceCode.ast,
      visitorKeys,
      project: this.#project,
      docOf: (node) => this.#docOf(node),
      textOf: (node) => this.textOf(node),
    });
    return sourceOf(origin, isTestFile(path), (statement) => this.#commentsBeside(statement));
  }

  #commentsBeside(statement: Node): string {
    const line = statement.loc.end.line;
    const behind = this.sourceCode.getCommentsAfter(statement).filter(({ loc }) => loc.start.line === line);
    return [...this.sourceCode.getCommentsBefore(statement), ...behind].map(({ value }) => value).join('\n');
  }

  #docOf(node: Node): string | undefined {
    const last = this.sourceCode.getCommentsBefore(node).at(-1);
    return last?.type === 'Block' && last.value.startsWith('*') ? last.value : undefined;
  }
}

/** The exits that a reader checks most easily come first. */
function rank(how: Leak['exits'][number]['how']): number {
  return ['dropped', 'overwritten', 'again', 'returns', 'throws', 'times out', 'ends'].indexOf(how);
}
