import type { TSESLint } from '@typescript-eslint/utils';

import { Analysis, type FileInput, type Work } from './analysis.ts';
import type { TypeRef } from './catalog/index.ts';
import { frameworks } from './catalog/frameworks/index.ts';
import type { Framework } from './catalog/frameworks/vocabulary.ts';
import { type Node, contains } from './lang/nodes.ts';
import { collectionOwners } from './ownership/collection-owners.ts';
import { droppedEntries } from './ownership/dropped-entries.ts';
import { endsWithKeeper } from './ownership/ends-with-keeper.ts';
import { failedOpenings } from './ownership/failed-openings.ts';
import { factoryOwners } from './ownership/factory-owners.ts';
import { type Floating, floatingOf } from './ownership/floating.ts';
import {
  type DisposedTwice,
  type GuardedDisposals,
  disposedTwice,
  guardedDisposals,
} from './ownership/guarded-disposals.ts';
import type { ImplicitThrows, LateUse, Leak, Obligation } from './ownership/model.ts';
import { type KeepAliveFault, type Neighbours, keepAliveFaultsOf } from './ownership/keep-alive.ts';
import { type LimitFault, limitFaultsOf } from './ownership/pool-limits.ts';
import { perObject } from './memo.ts';
import { overwrittenFields } from './ownership/overwritten-fields.ts';
import { type OwnerLeak, ownersOf } from './ownership/owners.ts';
import type { OwnershipSource } from './ownership/ownership.ts';
import { type EndlessRetry, endlessRetriesOf } from './ownership/retries.ts';
import { type SingleRequests, singleRequestsOf } from './ownership/single-requests.ts';
import { type UnclosedClient, unclosedClientsOf } from './ownership/unclosed-clients.ts';
import { type UnheardEmitter, unheardErrorsOf } from './ownership/unheard-errors.ts';
import { type UnreadStatistics, unreadStatisticsOf } from './ownership/unread-statistics.ts';
import { type UnboundedWait, unboundedWaitsOf } from './ownership/waits.ts';
import { type RouteStep, routeOf } from './ownership/route.ts';
import { type Wording, exitInWords, toldExit } from './ownership/words.ts';
import { mayHoldHandlers } from './scope/handler-signs.ts';
import {
  type BuiltAgain,
  type BuiltElsewhere,
  type Bypass,
  type ClientElsewhere,
  type DeclaredClient,
  type Rebuilding,
  type SecondClient,
  rebuildingOf,
  scopeSourceOf,
} from './scope/scope.ts';
import type { HandlerSettings } from './settings.ts';

/** What a rule may choose of how far clients that are built again and again are looked for. */
export interface RebuildingChoice {
  readonly perCall: boolean;
  readonly acrossFiles: 'call' | 'construction';
}

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
  builtAgain(options: RebuildingChoice): readonly BuiltAgain[];
  /** Calls that lead to such clients of other files; none where those are to be reported where they are built. */
  builtElsewhere(options: RebuildingChoice): readonly BuiltElsewhere[];
  /** Clients that have the arguments of another one of the module, left to the rule above where that reports them. */
  secondClients(): readonly SecondClient[];
  /** Clients of the module of which another module of the package has one. */
  clientsElsewhere(): readonly ClientElsewhere[];
  /** What does without the clients that the project says it shares, left to the rule above where that reports it. */
  bypasses(): readonly Bypass[];
  /** The client of a type that the project says it shares, as the file comes to it. */
  sharedFor(ref: TypeRef): DeclaredClient | undefined;
  /** Disposals in a `finally` that `using` could do; those left out that leak all the same. */
  guarded(): readonly GuardedDisposals[];
  /** Disposals that repeat what `using` does. */
  twice(): readonly DisposedTwice[];
  /** Calls and clients that nothing bounds: they may wait for ever, or as long as their library lets them; none in workers and scripts. */
  waits(): readonly UnboundedWait[];
  /** Idle times of servers and clients that do not go with each other, or with those of their neighbours. */
  keepAliveFaults(neighbours: Pick<Neighbours, 'proxy' | 'server'>): readonly KeepAliveFault[];
  /** Pools and queues without a bound, and bounds that contradict each other. */
  limitFaults(): readonly LimitFault[];
  /** Retries that do not end, or that hurt; none in workers and scripts. */
  retries(): readonly EndlessRetry[];
  /** Emitters whose `error` ends the process and is heard by nobody; none in workers and scripts. */
  unheardErrors(): readonly UnheardEmitter[];
  /** Shared clients of servers and workers that no signal ends; none in tests, tools and what is called from outside. */
  unclosed(): readonly UnclosedClient[];
  /** Shared pools of which nobody sees how full they are; none where the package loads what watches pools. */
  unmonitored(): readonly UnreadStatistics[];
  /** Clients of a fixed origin that could have one connection carry many requests. */
  singleRequests(): readonly SingleRequests[];
  /** The path of a leak that is told, in words that follow "when". */
  exitOf(leak: Leak): string;
  /** The same path, step by step. */
  routeOf(leak: Leak): readonly RouteStep[];
  textOf(node: Node): string;
  /** Whether edits may write `using`. */
  mayWriteUsing(): boolean;
  /** Whether the installed version of a package is known to be that new. */
  hasVersion(packageName: string, since: string): boolean;
  /** How much work was done, for the tests that say when none may be. */
  readonly work: Work;
}

/** The services of a file. */
export function fileServices(input: FileInput): File {
  return new Services(input);
}

/** The rule that reports a client before any other does. */
const FIRST = 'no-per-request-client';

/** The rule that reports a resource before those about its disposal do. */
const AFTER_DISPOSAL = 'no-use-after-dispose';

const LEAK_RULES = { client: 'require-client-disposal', lease: 'require-lease-release' } as const;

/** What an entry of the user's leaves out. */
const PLAIN: Pick<Framework, 'modules' | 'docs' | 'unit'> = { modules: [], docs: '', unit: 'request' };

/** One list for each array of the settings, however many files are linted with it: what is made of a list is kept with it. */
const frameworksWith = perObject((handlers: readonly HandlerSettings[]): readonly Framework[] =>
  handlers.length === 0 ? frameworks : [...handlers.map((each) => ({ ...PLAIN, ...each })), ...frameworks],
);

class Services implements File {
  readonly sourceCode: Readonly<TSESLint.SourceCode>;
  readonly filename: string;
  readonly hasLines: boolean;
  readonly #analysis: Analysis;
  #owners: readonly OwnerLeak[] | undefined;
  #rebuilding: Rebuilding | undefined;
  #late: readonly LateUse[] | undefined;
  #floating: readonly Floating[] | undefined;
  #waits: readonly UnboundedWait[] | undefined;
  #unheard: readonly UnheardEmitter[] | undefined;
  #retries: readonly EndlessRetry[] | undefined;

  constructor(input: FileInput) {
    this.#analysis = new Analysis(input);
    this.sourceCode = input.sourceCode;
    this.filename = input.filename;
    this.hasLines = !input.isVirtual;
  }

  get work(): Work {
    return this.#analysis.work;
  }

  textOf(node: Node): string {
    return this.sourceCode.getText(node);
  }

  mayWriteUsing(): boolean {
    return this.#analysis.mayWriteUsing();
  }

  hasVersion(packageName: string, since: string): boolean {
    return this.#analysis.hasVersion(packageName, since);
  }

  leaks(kind: Obligation['kind'], options: { readonly implicitThrows: ImplicitThrows }): readonly Leak[] {
    const all = this.#analysis.ownership()?.leaks(kind, options) ?? [];
    if (kind === 'response' && all.length > 0 && this.#analysis.isOfCommands()) return [];
    const isForPages = all.some(({ obligation }) => obligation.ref.type.inPages) && this.#analysis.isOfPages();
    const found = isForPages ? all.filter(({ obligation }) => !obligation.ref.type.inPages) : all;
    const isAttended = (): boolean => this.#analysis.isOfTool() || this.#analysis.isOfPages();
    return found.filter((leak) => {
      const { obligation } = leak;
      return (
        // What a tool on a developer's machine leaves open is closed before it counts.
        !(obligation.ref.type.endsByItself === true && isAttended()) &&
        !this.#isOverSoon(leak) &&
        !this.#isClaimed(obligation.acquisition) &&
        !this.#isUsedLate(obligation.acquisition)
      );
    });
  }

  /** Whether a tool on a developer's machine leaves something open that ends with what it was taken from. */
  #isOverSoon(leak: Leak): boolean {
    const source =
      leak.obligation.kind === 'client' && this.#analysis.isOfTool() ? this.#analysis.ofServer() : undefined;
    return source !== undefined && endsWithKeeper(leak, source);
  }

  lateUses(): readonly LateUse[] {
    this.#late ??= this.#analysis.ownershipOfEscapes()?.lateUses() ?? [];
    return this.#late;
  }

  /** Whether the rule that goes before reports the resource: one resource, one report about its life. */
  #isUsedLate(acquisition: Node): boolean {
    const { rules } = this.#analysis.input;
    return rules.has(AFTER_DISPOSAL) && this.lateUses().some((each) => each.acquisition === acquisition);
  }

  owners(): readonly OwnerLeak[] {
    const source = this.#analysis.ofService();
    if (source)
      this.#owners ??= [
        ...ownersOf(source),
        ...overwrittenFields(source),
        ...failedOpenings(source),
        ...collectionOwners(source),
        ...factoryOwners(source),
        ...droppedEntries(source),
      ];
    return (this.#owners ?? [])
      .filter(({ place }, i, all) => all.findIndex((each) => each.place === place) === i)
      .filter(({ place }) => !this.#isClaimed(place.parent) && !this.#isLeaking(place));
  }

  /** Whether the rule about the clients of functions, being on, reports the one that is made there. */
  #isLeaking(place: Node): boolean {
    const options = this.#analysis.input.rules.get(LEAK_RULES.client);
    const implicitThrows = options?.['implicitThrows'] === 'all' ? 'all' : 'strong';
    return (
      options !== undefined &&
      this.leaks('client', { implicitThrows }).some(({ obligation }) => obligation.place === place)
    );
  }

  waits(): readonly UnboundedWait[] {
    const source = this.#analysis.ofUntimed();
    if (source) this.#waits ??= this.#waitsIn(source);
    return this.#waits ?? [];
  }

  #waitsIn(source: OwnershipSource): readonly UnboundedWait[] {
    const found = unboundedWaitsOf(source, this.#analysis);
    const isForPages = found.some(({ waits }) => waits.inPages) && !this.#analysis.isOfServer();
    return isForPages ? found.filter(({ waits }) => !waits.inPages) : found;
  }

  unheardErrors(): readonly UnheardEmitter[] {
    const source = this.#analysis.ofUnattended();
    if (source) this.#unheard ??= this.#analysis.isHeardByHost() ? [] : unheardErrorsOf(source, this.#analysis);
    return this.#unheard ?? [];
  }

  keepAliveFaults(neighbours: Pick<Neighbours, 'proxy' | 'server'>): readonly KeepAliveFault[] {
    const source = this.#analysis.ofServing();
    const hasVersion: Neighbours['hasVersion'] = (name, since) => this.hasVersion(name, since);
    return source
      ? keepAliveFaultsOf(source, { ...neighbours, hasVersion, deployment: this.#analysis.deployment() })
      : [];
  }

  limitFaults(): readonly LimitFault[] {
    const source = this.#analysis.ofUnattended();
    return source ? limitFaultsOf(source, (name, than) => this.#analysis.isOlder(name, than)) : [];
  }

  unclosed(): readonly UnclosedClient[] {
    const source = this.#analysis.ofUnattended();
    const found = source ? unclosedClientsOf(source, this.#analysis) : [];
    return found.filter(({ call }) => !this.#isClaimed(call));
  }

  unmonitored(): readonly UnreadStatistics[] {
    const source = this.#analysis.ofUnattended();
    const found = source ? unreadStatisticsOf(source, this.#analysis) : [];
    // The manifest is on the disk: it is asked where there is something to tell.
    return found.length > 0 && this.#analysis.isMonitored() ? [] : found.filter(({ call }) => !this.#isClaimed(call));
  }

  singleRequests(): readonly SingleRequests[] {
    const source = this.#analysis.ofUnattended();
    return source ? singleRequestsOf(source, (name, than) => this.#analysis.isOlder(name, than)) : [];
  }

  retries(): readonly EndlessRetry[] {
    const source = this.#analysis.ofUnattended();
    if (source) this.#retries ??= endlessRetriesOf(source, this.#analysis);
    return this.#retries ?? [];
  }

  builtAgain({ perCall, acrossFiles }: RebuildingChoice): readonly BuiltAgain[] {
    const calledByOthers = acrossFiles === 'construction' && !this.#analysis.isBrowser;
    const found = this.#rebuildingHere()?.builtAgain({ perCall, calledByOthers }) ?? [];
    return this.#analysis.isBrowser
      ? found.filter(({ reason }) => reason.how === 'run' && reason.run.handler.unit === 'render')
      : found;
  }

  builtElsewhere({ acrossFiles }: RebuildingChoice): readonly BuiltElsewhere[] {
    const mayHold = (text: string, path: string): boolean => mayHoldHandlers(this.#frameworks, text, path);
    const source = acrossFiles === 'call' ? this.#analysis.ofCalling(mayHold) : undefined;
    if (!source || this.#analysis.isBrowser) return [];
    this.#rebuilding ??= this.#rebuildingFor(source);
    return this.#rebuilding.builtElsewhere();
  }

  secondClients(): readonly SecondClient[] {
    const found = this.#rebuildingHere()?.secondClients() ?? [];
    return this.#analysis.isBrowser ? [] : found.filter(({ call }) => !this.#isClaimed(call));
  }

  clientsElsewhere(): readonly ClientElsewhere[] {
    return this.#analysis.isBrowser ? [] : (this.#rebuildingHere()?.clientsElsewhere() ?? []);
  }

  bypasses(): readonly Bypass[] {
    const { shared } = this.#analysis.input;
    const found = this.#rebuildingHere()?.bypasses(shared) ?? [];
    return this.#analysis.isBrowser ? [] : found.filter(({ call }) => !this.#isClaimed(call));
  }

  sharedFor(ref: TypeRef): DeclaredClient | undefined {
    return this.#rebuilding?.sharedFor(ref, this.#analysis.input.shared);
  }

  /** What is known of how often clients are built; undefined where nothing is to be looked at. */
  #rebuildingHere(): Rebuilding | undefined {
    const source = this.#analysis.ofSharing();
    if (source) this.#rebuilding ??= this.#rebuildingFor(source);
    return this.#rebuilding;
  }

  #rebuildingFor({ origin }: OwnershipSource): Rebuilding {
    const { path } = this.#analysis.input;
    const around = this.#analysis.others(origin);
    const { text } = this.sourceCode;
    return rebuildingOf(scopeSourceOf({ origin, path, text, frameworks: this.#frameworks, around }));
  }

  /** The frameworks that are known, those of the settings before the others. */
  get #frameworks(): readonly Framework[] {
    return frameworksWith(this.#analysis.input.handlers);
  }

  /** Whether a rule that goes before the others reports the client that is built here: one resource, one report about its life. */
  #isClaimed(construction: Node | undefined): boolean {
    const options = this.#analysis.input.rules.get(FIRST);
    if (!options) return false;
    const isCall = construction?.type === 'CallExpression' || construction?.type === 'NewExpression';
    // `const agent = createAgent()`: what the function makes is what its callers hold.
    const maker = isCall ? this.#analysis.ofSharing()?.origin.functionOf(construction) : undefined;
    const choice: RebuildingChoice = {
      perCall: options['perCall'] === true,
      acrossFiles: options['acrossFiles'] === 'construction' ? 'construction' : 'call',
    };
    return (
      this.builtAgain(choice).some(
        ({ call }) => call === construction || (maker !== undefined && contains(maker, call)),
      ) || this.builtElsewhere(choice).some(({ call }) => call === construction)
    );
  }

  floating(): readonly Floating[] {
    const source = this.#analysis.ofServer();
    if (source) this.#floating ??= floatingOf(source);
    return (this.#floating ?? []).filter(({ call }) => !this.#isOfLeak(call));
  }

  /** Whether a call closes what another rule, being on, reports as leaking: that report comes first, and its edit waits. */
  #isOfLeak(call: Node): boolean {
    return (['client', 'lease'] as const).some((kind) => {
      const options = this.#analysis.input.rules.get(LEAK_RULES[kind]);
      const implicitThrows = options?.['implicitThrows'] === 'all' ? 'all' : 'strong';
      return (
        options !== undefined && this.leaks(kind, { implicitThrows }).some(({ disposals }) => disposals.includes(call))
      );
    });
  }

  guarded(): readonly GuardedDisposals[] {
    const source = this.#analysis.ofUsing();
    if (!source) return [];
    const leaking = (['client', 'lease'] as const).flatMap((kind) => this.leaks(kind, { implicitThrows: 'strong' }));
    const holders = new Set(leaking.flatMap(({ obligation }) => [...obligation.holders.keys()]));
    return guardedDisposals(source).filter(({ resources }) => !resources.some(({ variable }) => holders.has(variable)));
  }

  twice(): readonly DisposedTwice[] {
    const source = this.#analysis.ofUsing();
    return source ? disposedTwice(source) : [];
  }

  exitOf(leak: Leak): string {
    const told = toldExit(leak);
    return told ? exitInWords(told, leak, this.#wording()) : '';
  }

  routeOf(leak: Leak): readonly RouteStep[] {
    return routeOf(leak, this.#wording());
  }

  #wording(): Wording {
    return { textOf: (node) => this.textOf(node), hasLines: this.hasLines };
  }
}
