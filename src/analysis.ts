import type { TSESLint } from '@typescript-eslint/utils';

import { HOSTS } from './catalog/hosts.ts';
import { catalogFor } from './catalog/kept-catalogs.ts';
import { PLATFORM_FILES } from './catalog/servers.ts';
import { MONITORS } from './catalog/starters.ts';
import type { Library, Wrapper } from './catalog/vocabulary.ts';
import { type Census, censusOf, nodesVisited } from './lang/census.ts';
import { importsOf } from './lang/imports.ts';
import type { Node } from './lang/nodes.ts';
import { type Scopes, scopesOf } from './lang/scopes.ts';
import type { Home } from './origin/model.ts';
import { type OriginSource, importersOf, originOf } from './origin/origin.ts';
import { looksElsewhere } from './origin/promising.ts';
import { oracleOf } from './origin/types.ts';
import type { Neighbours } from './ownership/keep-alive.ts';
import { type Ownership, type OwnershipSource, ownershipOf, sourceOf } from './ownership/ownership.ts';
import { lookAgain } from './project/disk.ts';
import { dependenciesOf, nearestManifest, packageOf, standsBesideManifest } from './project/manifests.ts';
import { type Reach, isSaidElsewhere } from './project/mentions.ts';
import { isSaidNearby } from './project/nearby.ts';
import { connectsAnew } from './project/proxies.ts';
import type { ParserInUse } from './project/parsing.ts';
import { type Project, projectOf } from './project/project.ts';
import { mayWriteUsing } from './project/using.ts';
import { mayRun } from './running.ts';
import type { HandlerSettings, Settings } from './settings.ts';
import {
  endsWithItsRun,
  isAmongPages,
  isBrowserFile,
  isCommand,
  isComponent,
  isGenerated,
  isOfPage,
  isOfPageOrTool,
  isOfTool,
  isService,
  isTestFile,
  isTimed,
  madeFor,
  mayEscape,
  sharesNothing,
  showsServer,
} from './surroundings.ts';
import { hasInstalled, runsNewer, runsOlder } from './versions.ts';

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
  readonly wrappers: readonly Wrapper[];
  readonly using: 'auto' | 'always' | 'never';
  readonly handlers: readonly HandlerSettings[];
  readonly shared: Settings['shared'];
  /** The rules that are on, with their options. */
  readonly rules: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
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

/** The files round a linted one. */
export interface Surrounding {
  /** The path of a file inside the folder that is linted. */
  pathOf(file: string): string;
  textOf(file: string): string | undefined;
  /** The files that may import a file, none of them a test. */
  importersOf(file: string): readonly string[];
  /** The files that import a module by that specifier, none of them a test. */
  importing(specifier: string): readonly string[];
  /** What is known of such a file. */
  homeAt(file: string): Home | undefined;
}

/** What code says that serves, or that keeps connections alive. */
const SERVING = /\b(?:keepAliveTimeout|headersTimeout|freeSocketTimeout)\b|\.listen\s*\(|\bserve\s*\(/;

/**
 * What is known of a file before any rule asks: what kind of file it is, and, made when first needed, its analysis. Each way to the
 * analysis says for which files it is undefined, so that nothing is built for those.
 */
export class Analysis {
  readonly input: FileInput;
  #source: OwnershipSource | undefined;
  #ownership: Ownership | undefined;
  #isQuiet: boolean | undefined;
  #isBrowser: boolean | undefined;
  #isUsing: boolean | undefined;
  #isForBrowsers: boolean | undefined;
  #oracle: ReturnType<typeof oracleOf>;
  #project: Project | undefined;
  #origin: OriginSource | undefined;

  constructor(input: FileInput) {
    this.input = input;
    lookAgain();
  }

  /** How much work was done so far. */
  get work(): Work {
    const { files = 0, parsed = 0 } = this.#project?.work ?? {};
    return { graphs: this.#ownership?.graphs ?? 0, asked: this.#oracle?.asked ?? 0, files, parsed };
  }

  /** Whether the code runs in a browser, as far as the ways to the analysis have found out. */
  get isBrowser(): boolean {
    return this.#isBrowser === true;
  }

  /** The analysis of server code that mentions the catalog. */
  ofServer(): OwnershipSource | undefined {
    return this.#isPassedOver() ? undefined : this.#made();
  }

  /** The same for code that runs on and on: no workers and scripts, which end as a whole. */
  ofService(): OwnershipSource | undefined {
    const { runtime, path } = this.input;
    if (runtime === 'worker' || this.#isPassedOver() || endsWithItsRun(this.#text, path)) return undefined;
    return this.ofServer();
  }

  /** The same without functions whose host ends each call in time, and workers, whose runtime does. */
  ofUntimed(): OwnershipSource | undefined {
    if (this.#isPassedOver() || isTimed(this.#text, this.input) || this.#sharesNothing()) return undefined;
    return this.ofUnattended();
  }

  /** The same without what a page or a tool on a developer's machine calls. */
  ofUnattended(): OwnershipSource | undefined {
    return this.#isPassedOver() || isOfPageOrTool(this.#text, this.input) ? undefined : this.ofService();
  }

  /** The analysis of code that serves HTTP, or keeps connections alive, whether or not it mentions a library. */
  ofServing(): OwnershipSource | undefined {
    const { runtime, path } = this.input;
    if (!SERVING.test(this.#text) || runtime === 'worker' || runtime === 'browser') return undefined;
    const isElse =
      isOfPageOrTool(this.#text, this.input) ||
      endsWithItsRun(this.#text, path) ||
      isGenerated(this.#text, path) ||
      isTestFile(path);
    return isElse ? undefined : this.#made();
  }

  /** The analysis of code in which clients may be shared, in browsers too; no tests. */
  ofSharing(): OwnershipSource | undefined {
    const isMentionless = this.#isPassedOver() && !this.isBrowser;
    return isMentionless || isTestFile(this.input.path) || this.#sharesNothing() ? undefined : this.#made();
  }

  /** The analysis of handlers whose calls may lead to code of other files that builds clients; no tests. */
  ofCalling(mayHoldHandlers: (text: string, path: string) => boolean): OwnershipSource | undefined {
    if (!this.#parser || !mayHoldHandlers(this.#text, this.input.path)) return undefined;
    const isMentionless = this.#isPassedOver() && !this.isBrowser && !this.#mayCallBuilders();
    return isMentionless || this.#sharesNothing() ? undefined : this.#made();
  }

  /** The analysis of a file in which `using` may be written. */
  ofUsing(): OwnershipSource | undefined {
    const mayHold = this.#text.includes('ispose') || this.#uses() || this.#mayUse();
    if (!/\bfinally\b|\busing\b/.test(this.#text) || !mayHold || isGenerated(this.#text, this.input.path))
      return undefined;
    return this.mayWriteUsing() ? this.#made() : undefined;
  }

  /** Obligations; undefined where the file holds none that count. */
  ownership(): Ownership | undefined {
    const source = this.ofServer();
    return source && (this.#ownership ??= ownershipOf(source));
  }

  /** The same where a `finally` may end what the catalog does not know. */
  ownershipOfEscapes(): Ownership | undefined {
    if (!this.#isPassedOver()) return this.ownership();
    if (!mayEscape(this.#text, this.input.path)) return undefined;
    const isElse = this.#uses() || this.#mayUse() || (this.#mentions() && this.#runsInBrowser());
    const source = isElse ? undefined : this.#made();
    return source && (this.#ownership ??= ownershipOf(source));
  }

  /** Whether what pages call as well counts: the package makes no pages, or the file shows that it is no page's. */
  isOfServer(): boolean {
    const purpose = madeFor(this.input.filename);
    return purpose === 'servers' || (purpose === 'both' && showsServer(this.#text, this.input.path));
  }

  /** Whether only pages seem to run the code: its package makes them, or its folder does, and nothing in it is a server's. */
  isOfPages(): boolean {
    const { filename, path } = this.input;
    const purpose = madeFor(filename);
    const isMadeForPages = purpose === 'pages' || (purpose === 'both' && isAmongPages(path));
    return isMadeForPages && !showsServer(this.#text, path);
  }

  /** Whether the file is a command that ends when something fails, or all that import it are such. */
  isOfCommands(): boolean {
    if (isCommand(this.#text)) return true;
    const others = this.#source && this.others(this.#source.origin);
    const importers = others?.importersOf(this.input.filename) ?? [];
    return importers.length > 0 && importers.every((file) => isCommand(others?.textOf(file) ?? ''));
  }

  /** Whether the file belongs to a tool on a developer's machine. */
  isOfTool(): boolean {
    return isOfTool(this.input.path);
  }

  /** Whether what runs the code goes on when an error is heard by nobody. */
  isHeardByHost(): boolean {
    if (this.input.isVirtual) return false;
    const needs = dependenciesOf(packageOf(this.input.filename)?.manifest);
    return HOSTS.hearing.some((name) => needs.has(name));
  }

  mayWriteUsing(): boolean {
    return mayWriteUsing({ ...this.input, setting: this.input.using });
  }

  hasVersion(packageName: string, since: string): boolean {
    return hasInstalled(packageName, since, this.input);
  }

  /** The other files of the project: who imports one, as those see the linted one, and where they lie; undefined where none are read. */
  others(linted: Home): Surrounding | undefined {
    const project = this.#project;
    const homeAt = this.#origin && importersOf(this.#origin, linted);
    if (!project || !homeAt) return undefined;
    const { path } = this.input;
    const base = project.path.endsWith(path) ? project.path.slice(0, -path.length) : '';
    return {
      pathOf: (file) => (file.startsWith(base) ? file.slice(base.length) : file),
      textOf: (file) => project.text(file),
      importersOf: (file) => project.importersOf(file).filter((each) => !isTestFile(each.slice(base.length))),
      importing: (specifier) => project.importing(specifier).filter((each) => !isTestFile(each.slice(base.length))),
      homeAt,
    };
  }

  /** Whether what the package runs with is older than a version of another. */
  isOlder(packageName: string, than: string): boolean {
    return runsOlder(packageName, than, this.input);
  }

  /** Whether it is at least that version. */
  isAtLeast(packageName: string, since: string): boolean {
    return runsNewer(packageName, since, this.input);
  }

  /** Whether another file says something; undefined where that is not known. */
  isSaidElsewhere(pattern: RegExp, reach: Reach = 'anywhere'): boolean | undefined {
    const { filename, folder } = this.input;
    return this.#parser ? isSaidElsewhere(pattern, filename, folder, { reach, isTest: isTestFile }) : undefined;
  }

  /** Whether a place may run at all; asked last, since it may need a look at other files. */
  mayRun(node: Node): boolean {
    return !this.#source || mayRun(node, this.#source, this.input);
  }

  /** How the service is run, as far as its project tells. */
  deployment(): Neighbours['deployment'] {
    const { filename, folder, isVirtual } = this.input;
    return {
      isService: () => isService(this.input),
      isOnPlatform: () => !isVirtual && standsBesideManifest(filename, PLATFORM_FILES),
      connectsAnew: () => !isVirtual && connectsAnew(filename, folder),
      isSaidNearby: (pattern) => this.#parser !== undefined && isSaidNearby(pattern, filename, folder),
      isSaidElsewhere: (pattern, reach) => this.isSaidElsewhere(pattern, reach),
    };
  }

  /** Whether the package needs something that watches pools by itself. */
  isMonitored(): boolean {
    const needs = dependenciesOf(nearestManifest(this.input.filename));
    return MONITORS.some((name) => needs.has(name));
  }

  /** The JSDoc comment before a node. */
  docOf(node: Node): string | undefined {
    const last = this.input.sourceCode.getCommentsBefore(node).at(-1);
    return last?.type === 'Block' && last.value.startsWith('*') ? last.value : undefined;
  }

  get #text(): string {
    return this.input.sourceCode.text;
  }

  #mentions(): boolean {
    return catalogFor(this.input).mentions(this.#text);
  }

  /** Whether the text uses something of the catalog. Of tests, what they leave open, and end nowhere, is not asked. */
  #uses(): boolean {
    const counted = isTestFile(this.input.path) ? 'ended' : 'all';
    return (this.#isUsing ??= catalogFor(this.input).uses(
      this.#text,
      counted,
      importsOf(this.input.sourceCode.ast, this.#text),
    ));
  }

  /** Whether there are types to tell of what the text does not. */
  #mayUse(): boolean {
    const { parserServices } = this.input.sourceCode;
    return Boolean(parserServices?.program) && catalogFor(this.input).hints(this.#text);
  }

  /** Whether the text mentions something of the catalog, though it uses nothing of it by itself, and runs on a server. */
  #mayCallBuilders(): boolean {
    return this.#mentions() && !isGenerated(this.#text, this.input.path) && !this.#runsInBrowser();
  }

  #isPassedOver(): boolean {
    return (this.#isQuiet ??= this.#mayBeSkipped());
  }

  /** What a glance at the text decides. */
  #mayBeSkipped(): boolean {
    // What types alone tell is named by no text, whether or not other files are read.
    const isPromising = this.#uses() || (this.#parser !== undefined && looksElsewhere(this.#text)) || this.#mayUse();
    if (!isPromising || isGenerated(this.#text, this.input.path)) return true;
    return (this.#isBrowser = this.#runsInBrowser());
  }

  #runsInBrowser(): boolean {
    const { runtime, sourceCode, path } = this.input;
    return (this.#isForBrowsers ??=
      runtime === 'browser' ||
      (runtime === 'auto' && isBrowserFile(sourceCode, path, () => isOfPage(this.input.filename))));
  }

  /** Whether the runtime forbids that requests share what is connected. */
  #sharesNothing(): boolean {
    const { runtime, isVirtual } = this.input;
    if (runtime !== 'auto') return runtime === 'worker';
    if (sharesNothing(this.#text)) return true;
    return !isVirtual && standsBesideManifest(this.input.filename, HOSTS.workerFiles);
  }

  #made(): OwnershipSource | undefined {
    return (this.#source ??= this.#analyse());
  }

  #analyse(): OwnershipSource | undefined {
    const manager = this.input.sourceCode.scopeManager;
    if (!manager) return undefined;
    const visitorKeys = this.input.sourceCode.visitorKeys as Record<string, readonly string[] | undefined>;
    const catalog = catalogFor(this.input);
    const scopes: Scopes = scopesOf(manager);
    const census: Census = censusOf(nodesVisited(this.input.sourceCode));
    this.#oracle = oracleOf(this.input.sourceCode.parserServices, catalog);
    const { filename, folder, path } = this.input;
    const parser = this.#parser;
    this.#project = parser && projectOf({ filename, folder, parser });
    this.#origin = {
      catalog,
      scopes,
      census,
      oracle: this.#oracle,
      program: this.input.sourceCode.ast,
      visitorKeys,
      project: this.#project,
      docOf: (node) => this.docOf(node),
      textOf: (node) => this.input.sourceCode.getText(node),
    };
    const source = sourceOf(originOf(this.#origin), isTestFile(path), (statement) => this.#commentsBeside(statement));
    return { ...source, isComponent: isComponent(path) };
  }

  /** What reads the other files. Tests leave much open, on purpose and for a moment: what their helpers give is not worth that. */
  get #parser(): ParserInUse | undefined {
    const { isVirtual, parser, path } = this.input;
    return isVirtual || isTestFile(path) ? undefined : parser;
  }

  #commentsBeside(statement: Node): string {
    const line = statement.loc.end.line;
    const behind = this.input.sourceCode.getCommentsAfter(statement).filter(({ loc }) => loc.start.line === line);
    return [...this.input.sourceCode.getCommentsBefore(statement), ...behind].map(({ value }) => value).join('\n');
  }
}
