import { type File, fileServices } from '../file.ts';
import { perObject } from '../memo.ts';
import type { Settings } from '../settings.ts';
import type { Finding } from './finding.ts';
import type { RuleContextLike, SourceCode } from './context.ts';

type ParserInUse = NonNullable<Parameters<typeof fileServices>[0]['parser']>;

/** The one place where the adapter meets the analysis. */

export type { File };

/**
 * One bag of services for all rules of a file. It hangs on the tree, not on the source code: oxlint has one source-code
 * object for all files, and every pass of `--fix` parses a tree of its own.
 */
const bags = perObject((_tree: SourceCode['ast']) => new Map<Settings, File>());

/** Which rules are on for a tree, with their options: all of them are created before the first one runs. */
const switchedOn = perObject((_tree: SourceCode['ast']) => new Map<string, Readonly<Record<string, unknown>>>());

/** Says that a rule is on: of several rules about one resource only the first is to report it. */
export function announce(sourceCode: SourceCode, name: string, options: Readonly<Record<string, unknown>>): void {
  switchedOn(sourceCode.ast).set(name, options);
}

/** What a rule has found in a tree. */
export interface Told {
  readonly rule: string;
  readonly finding: Finding;
}

/** All that was found in a tree, by the rules that have run so far. */
export const toldOf = perObject((_tree: SourceCode['ast']): Told[] => []);

/** The services of the file that the context lints. */
export function fileOf(context: RuleContextLike, sourceCode: SourceCode, settings: Settings): File {
  const bag = bags(sourceCode.ast);
  const found = bag.get(settings) ?? fileServices(inputOf(context, sourceCode, settings));
  bag.set(settings, found);
  return found;
}

function inputOf(
  context: RuleContextLike,
  sourceCode: SourceCode,
  settings: Settings,
): Parameters<typeof fileServices>[0] {
  const filename = context.filename ?? '';
  const isVirtual = context.physicalFilename !== undefined && context.physicalFilename !== filename;
  return {
    sourceCode,
    filename,
    path: insideOf(context.cwd, filename),
    isVirtual,
    folder: context.cwd,
    parser: settings.acrossFiles ? parserOf(context) : undefined,
    runtime: settings.runtime,
    clients: settings.clients,
    wrappers: settings.wrappers,
    using: settings.using,
    handlers: settings.handlers,
    shared: settings.shared,
    rules: switchedOn(sourceCode.ast),
  };
}

/** The parser that other files of the project can be read with; oxlint has none. */
function parserOf({ languageOptions }: RuleContextLike): ParserInUse | undefined {
  const { parser, parserOptions } = (languageOptions ?? {}) as {
    readonly parser?: Partial<Record<'parse' | 'parseForESLint' | 'name', unknown>>;
    readonly parserOptions?: ParserInUse['parserOptions'];
  };
  const isCallable = typeof parser?.parse === 'function' || typeof parser?.parseForESLint === 'function';
  return parser && isCallable ? { parser, parserOptions: parserOptions ?? {} } : undefined;
}

/** A file's path inside the folder that is linted: a project that lies in somebody's `tests` folder is no test. */
function insideOf(folder: string | undefined, filename: string): string {
  return folder !== undefined && filename.startsWith(folder)
    ? filename.slice(folder.length).replace(/^[\\/]/, '')
    : filename;
}
