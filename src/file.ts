import type { TSESLint } from '@typescript-eslint/utils';

import { type Catalog, catalogOf } from './catalog/index.ts';
import type { Library } from './catalog/vocabulary.ts';
import { type Census, censusOf } from './lang/census.ts';
import type { Node } from './lang/nodes.ts';
import { type Scopes, scopesOf } from './lang/scopes.ts';
import { originOf } from './origin/origin.ts';
import { mayLeadToResources } from './origin/promising.ts';
import { oracleOf } from './origin/types.ts';
import type { ImplicitThrows, Leak, Obligation } from './ownership/model.ts';
import { type OwnerLeak, ownersOf } from './ownership/owners.ts';
import { type Ownership, type OwnershipSource, ownershipOf, sourceOf } from './ownership/ownership.ts';
import { exitInWords } from './ownership/words.ts';
import { installedVersion } from './project/manifests.ts';
import type { ParserInUse } from './project/parsing.ts';
import { type Project, projectOf } from './project/project.ts';
import { isNewEnough, mayWriteUsing } from './project/using.ts';
import { endsWithItsRun, isBrowserFile, isGenerated, isTestFile } from './surroundings.ts';

/** The services that rules receive for a file. Each is made when first asked for, and shared by all rules. */
export interface File {
  readonly sourceCode: Readonly<TSESLint.SourceCode>;
  readonly filename: string;
  /** Leaking resources of a kind; none where the file mentions nothing that the catalog knows. */
  leaks(kind: Obligation['kind'], options: { readonly implicitThrows: ImplicitThrows }): readonly Leak[];
  /** Clients that a class keeps in a field and never ends; none in workers and scripts, which end as a whole. */
  owners(): readonly OwnerLeak[];
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
}

/** The services of a file. */
export function fileServices(input: FileInput): File {
  return new Services(input);
}

const catalogs = new Map<string, Catalog>();

/** One catalog for each set of added entries, however often the settings are read again. */
function catalogFor(clients: readonly Library[]): Catalog {
  const key = clients.length === 0 ? '' : JSON.stringify(clients);
  const found = catalogs.get(key) ?? catalogOf(clients);
  catalogs.set(key, found);
  return found;
}

class Services implements File {
  readonly sourceCode: Readonly<TSESLint.SourceCode>;
  readonly filename: string;
  readonly #input: FileInput;
  #source: OwnershipSource | undefined;
  #ownership: Ownership | undefined;
  #owners: readonly OwnerLeak[] | undefined;
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

  textOf(node: Node): string {
    return this.sourceCode.getText(node);
  }

  mayWriteUsing(): boolean {
    return mayWriteUsing({ setting: this.#input.using, filename: this.filename, isVirtual: this.#input.isVirtual });
  }

  hasVersion(packageName: string, since: string): boolean {
    return !this.#input.isVirtual && isNewEnough(installedVersion(this.filename, packageName), since);
  }

  leaks(kind: Obligation['kind'], options: { readonly implicitThrows: ImplicitThrows }): readonly Leak[] {
    this.#isQuiet ??= this.#mayBeSkipped();
    if (this.#isQuiet) return [];
    this.#source ??= this.#analyse();
    this.#ownership ??= this.#source && ownershipOf(this.#source);
    return this.#ownership?.leaks(kind, options) ?? [];
  }

  owners(): readonly OwnerLeak[] {
    this.#isQuiet ??= this.#mayBeSkipped();
    if (this.#isQuiet || this.#input.runtime === 'worker' || endsWithItsRun(this.sourceCode.text, this.#input.path))
      return [];
    this.#source ??= this.#analyse();
    this.#owners ??= this.#source && ownersOf(this.#source);
    return this.#owners ?? [];
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
    const catalog = catalogFor(this.#input.clients);
    const isPromising = this.#input.parser ? mayLeadToResources(text, catalog) : catalog.mentions(text);
    if (!isPromising || isGenerated(text, this.#input.path)) return true;
    return (
      this.#input.runtime === 'browser' ||
      (this.#input.runtime === 'auto' && isBrowserFile(this.sourceCode, this.#input.path))
    );
  }

  #analyse(): OwnershipSource | undefined {
    const manager = this.sourceCode.scopeManager;
    if (!manager) return undefined;
    const visitorKeys = this.sourceCode.visitorKeys as Record<string, readonly string[] | undefined>;
    const catalog = catalogFor(this.#input.clients);
    const scopes: Scopes = scopesOf(manager);
    const census: Census = censusOf(this.sourceCode.ast, visitorKeys);
    this.#oracle = oracleOf(this.sourceCode.parserServices, catalog);
    const { isVirtual, parser, folder, path } = this.#input;
    this.#project = isVirtual || !parser ? undefined : projectOf({ filename: this.filename, folder, parser });
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
    return sourceOf(origin, isTestFile(path));
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
