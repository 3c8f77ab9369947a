import type { TSESLint } from '@typescript-eslint/utils';

import { type Catalog, catalogOf } from './catalog/index.ts';
import { frameworks } from './catalog/frameworks/index.ts';
import type { Framework } from './catalog/frameworks/vocabulary.ts';
import { PAGES } from './catalog/pages.ts';
import type { Library } from './catalog/vocabulary.ts';
import { type Census, censusOf } from './lang/census.ts';
import { type Node, contains } from './lang/nodes.ts';
import { type Scopes, scopesOf } from './lang/scopes.ts';
import { type Origin, originOf } from './origin/origin.ts';
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
import { type Ownership, type OwnershipSource, ownershipOf } from './ownership/ownership.ts';
import { type Floating, floatingOf } from './ownership/floating.ts';
import { type UnheardEmitter, unheardErrorsOf } from './ownership/unheard-errors.ts';
import { type UnboundedWait, unboundedWaitsOf } from './ownership/waits.ts';
import { exitInWords } from './ownership/words.ts';
import { dependenciesOf, installedVersion, packageOf, standsBesideManifest } from './project/manifests.ts';
import { isNewEnough, mayWriteUsing, promisedNode } from './project/using.ts';
import { type BuiltAgain, type Rebuilding, type SecondClient, rebuildingOf } from './scope/scope.ts';
import type { HandlerSettings } from './settings.ts';
import {
  endsWithItsRun,
  isBrowserFile,
  isGenerated,
  isOfPageOrTool,
  isServed,
  isTestFile,
  madeFor,
  sharesNothing,
  showsServer,
} from './surroundings.ts';

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
  /** Clients that are built for each request, message or render although they were made to last; in a browser only those of a render. */
  builtAgain(options: { readonly perCall: boolean }): readonly BuiltAgain[];
  /** Clients that have the arguments of another one of the module, left to the rule above where that reports them. */
  secondClients(): readonly SecondClient[];
  /** Disposals in a `finally` that `using` could do; those left out that leak all the same. */
  guarded(): readonly GuardedDisposals[];
  /** Disposals that repeat what `using` does. */
  twice(): readonly DisposedTwice[];
  /** Calls and clients that nothing bounds: they may wait for ever, or as long as their library lets them; none in workers and scripts. */
  waits(): readonly UnboundedWait[];
  /** Emitters whose `error` ends the process and is heard by nobody; none in workers and scripts. */
  unheardErrors(): readonly UnheardEmitter[];
  /** The path of a leak that is told, in words that follow "when". */
  exitOf(leak: Leak): string;
  textOf(node: Node): string;
  /** Whether edits may write `using`. */
  mayWriteUsing(): boolean;
  /** Whether the installed version of a package is known to be that new. */
  hasVersion(packageName: string, since: string): boolean;
  /** How much work was done, for the tests that say when none may be. */
  readonly work: { readonly graphs: number; readonly asked: number };
}

/** What a file's services are made of. */
export interface FileInput {
  readonly sourceCode: Readonly<TSESLint.SourceCode>;
  readonly filename: string;
  /** The file's path inside the folder that is linted; the filename where that is not known. */
  readonly path: string;
  /** The linted text is a part of another file (a code block, a script of a component). */
  readonly isVirtual: boolean;
  readonly runtime: 'auto' | 'node' | 'browser' | 'worker';
  readonly clients: readonly Library[];
  readonly using: 'auto' | 'always' | 'never';
  readonly handlers: readonly HandlerSettings[];
  /** The rules that are on, with their options. */
  readonly rules: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
}

/** The services of a file. */
export function fileServices(input: FileInput): File {
  return new Services(input);
}

/** The rule that reports a client before any other does. */
const FIRST = 'no-per-request-client';

/** What an entry of the user's leaves out. */
const PLAIN: Pick<Framework, 'modules' | 'docs' | 'unit'> = { modules: [], docs: '', unit: 'request' };

const WORKER_FILES = ['wrangler.toml', 'wrangler.json', 'wrangler.jsonc'];
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
  #rebuilding: Rebuilding | undefined;
  #late: readonly LateUse[] | undefined;
  #floating: readonly Floating[] | undefined;
  #waits: readonly UnboundedWait[] | undefined;
  #unheard: readonly UnheardEmitter[] | undefined;
  #isQuiet: boolean | undefined;
  #isBrowser: boolean | undefined;
  #oracle: ReturnType<typeof oracleOf>;

  constructor(input: FileInput) {
    this.#input = input;
    this.sourceCode = input.sourceCode;
    this.filename = input.filename;
  }

  get work(): { readonly graphs: number; readonly asked: number } {
    return { graphs: this.#ownership?.graphs ?? 0, asked: this.#oracle?.asked ?? 0 };
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
    return found.filter(
      ({ obligation }) => !this.#isClaimed(obligation.acquisition) && !this.#isUsedLate(obligation.acquisition),
    );
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
    const source = this.#ofService();
    if (source) this.#owners ??= [...ownersOf(source), ...collectionOwners(source), ...factoryOwners(source)];
    return (this.#owners ?? []).filter(({ place }) => !this.#isClaimed(place.parent));
  }

  waits(): readonly UnboundedWait[] {
    const source = this.#isPageOrTool() ? undefined : this.#ofService();
    if (source) this.#waits ??= this.#waitsIn(source);
    return this.#waits ?? [];
  }

  /** What pages call as well counts where the package makes no pages, or where the file shows that it is no page's. */
  #waitsIn(source: OwnershipSource): readonly UnboundedWait[] {
    const found = unboundedWaitsOf(source, (packageName, since) => this.hasVersion(packageName, since));
    if (!found.some(({ waits }) => waits.inPages)) return found;
    const purpose = madeFor(this.filename);
    const isService =
      purpose === 'servers' || (purpose === 'both' && showsServer(this.sourceCode.text, this.#input.path));
    return isService ? found : found.filter(({ waits }) => !waits.inPages);
  }

  unheardErrors(): readonly UnheardEmitter[] {
    const source = this.#isPageOrTool() ? undefined : this.#ofService();
    if (source) this.#unheard ??= unheardErrorsOf(source);
    return this.#unheard ?? [];
  }

  #isPageOrTool(): boolean {
    return isOfPageOrTool(this.sourceCode.text, this.#input.path);
  }

  /** The analysis of code that runs on and on; undefined in pages, workers and scripts, which end as a whole. */
  #ofService(): OwnershipSource | undefined {
    this.#isQuiet ??= this.#mayBeSkipped();
    if (this.#isQuiet || this.#input.runtime === 'worker' || endsWithItsRun(this.sourceCode.text, this.#input.path))
      return undefined;
    this.#source ??= this.#analyse();
    return this.#source;
  }

  builtAgain(options: { readonly perCall: boolean }): readonly BuiltAgain[] {
    const found = this.#rebuildingHere()?.builtAgain(options) ?? [];
    return this.#isBrowser === true
      ? found.filter(({ reason }) => reason.how === 'run' && reason.run.handler.unit === 'render')
      : found;
  }

  secondClients(): readonly SecondClient[] {
    const found = this.#rebuildingHere()?.secondClients() ?? [];
    return this.#isBrowser === true ? [] : found.filter(({ call }) => !this.#isClaimed(call));
  }

  /** What is known of how often clients are built; undefined where nothing is to be looked at. */
  #rebuildingHere(): Rebuilding | undefined {
    this.#isQuiet ??= this.#mayBeSkipped();
    if (this.#isMentionless() || isTestFile(this.#input.path) || this.#sharesNothing()) return undefined;
    this.#source ??= this.#analyse();
    this.#rebuilding ??= this.#source && this.#rebuildingFor(this.#source);
    return this.#rebuilding;
  }

  /** Whether a rule that goes before the others reports the client that is built here: one resource, one report about its life. */
  #isClaimed(construction: Node | undefined): boolean {
    const options = this.#input.rules.get(FIRST);
    if (!options) return false;
    const isCall = construction?.type === 'CallExpression' || construction?.type === 'NewExpression';
    // `const agent = createAgent()`: what the function makes is what its callers hold.
    const maker = isCall ? this.#source?.origin.functionOf(construction) : undefined;
    return this.builtAgain({ perCall: options['perCall'] === true }).some(
      ({ call }) => call === construction || (maker !== undefined && contains(maker, call)),
    );
  }

  #rebuildingFor(source: OwnershipSource): Rebuilding {
    const { handlers, path } = this.#input;
    return rebuildingOf(this.sourceCode.ast, {
      frameworks: [...handlers.map((each) => ({ ...PLAIN, ...each })), ...frameworks],
      scopes: source.scopes,
      census: source.census,
      origin: source.origin,
      visitorKeys: source.visitorKeys ?? {},
      path: path.replaceAll('\\', '/'),
      text: this.sourceCode.text,
      docOf: (node) => this.#docOf(node),
    });
  }

  /** Whether the runtime forbids that requests share what is connected. */
  #sharesNothing(): boolean {
    const { runtime, isVirtual } = this.#input;
    if (runtime !== 'auto') return runtime === 'worker';
    if (sharesNothing(this.sourceCode.text)) return true;
    return !isVirtual && standsBesideManifest(this.filename, WORKER_FILES);
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

  /** What a glance at the text decides. */
  #mayBeSkipped(): boolean {
    const text = this.sourceCode.text;
    if (!catalogFor(this.#input.clients).mentions(text) || isGenerated(text, this.#input.path)) return true;
    this.#isBrowser =
      this.#input.runtime === 'browser' ||
      (this.#input.runtime === 'auto' && isBrowserFile(this.sourceCode, this.#input.path, () => this.#isOfPage()));
    return this.#isBrowser;
  }

  /** Whether the glance found nothing to look at, wherever the code runs. */
  #isMentionless(): boolean {
    return this.#isQuiet === true && this.#isBrowser !== true;
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
    const origin: Origin = originOf({
      catalog,
      scopes,
      census,
      oracle: this.#oracle,
      docOf: (node) => this.#docOf(node),
    });
    return {
      catalog,
      scopes,
      census,
      origin,
      isTestFile: isTestFile(this.#input.path),
      visitorKeys,
      program: this.sourceCode.ast,
      textOf: (node) => this.textOf(node),
      commentsBeside: (statement) => this.#commentsBeside(statement),
    };
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
