import { type Settings, SettingsError, isPackage, settingsOf } from '../settings.ts';
import { type ReportLike, type RuleContextLike, type SourceCode, sourceCodeOf } from './context.ts';
import type { Certainty, Finding } from './finding.ts';
import {
  type Json,
  type OptionTable,
  type OptionValues,
  defaultsOf,
  readOptions,
  unknownPackage,
  schemaOf,
  presetOptionsOf,
} from './options.ts';
import { reportOf } from './report.ts';
import { type File, announce, fileOf, toldOf } from './services.ts';

/** The lowest configuration that switches a rule on; each contains the one before. */
export type Tier = 'recommended' | 'strict' | 'all';

/** A rule as its author writes it: what is wrong, in which words. How it is known is the business of `file`. */
interface RuleText<Messages extends Readonly<Record<string, string>>, Table extends OptionTable> {
  readonly name: string;
  readonly kind: 'problem' | 'suggestion';
  readonly tier: Tier;
  /** One line for the tables of the documentation, without a full stop. */
  readonly summary: string;
  readonly messages: Messages;
  readonly options: Table;
  /** The certainties that the rule's repairs have; both unless it says otherwise. */
  readonly repairs?: readonly Certainty[];
  check(file: File, options: OptionValues<Table>): Iterable<Finding<keyof Messages & string>>;
}

/** A rule as ESLint takes it. */
export interface PoolRule {
  readonly meta: RuleMeta;
  create(context: RuleContextLike): { Program?: () => void };
}

export interface RuleMeta {
  readonly type: 'problem' | 'suggestion';
  readonly docs: RuleDocs;
  readonly fixable?: 'code';
  readonly hasSuggestions: boolean;
  readonly schema: Readonly<Record<string, Json>>[];
  readonly defaultOptions: Readonly<Record<string, Json>>[];
  readonly messages: Record<string, string>;
}

export interface RuleDocs {
  readonly description: string;
  readonly url: string;
  readonly recommended: boolean;
  readonly tier: Tier;
  readonly repairs: readonly Certainty[];
  /** The options that `strict` and `all` set. */
  readonly strictOptions?: Readonly<Record<string, Json>>;
  /** The options with which `recommended` switches the rule on, where they are not the defaults. */
  readonly recommendedOptions?: Readonly<Record<string, Json>>;
}

const DOCS = 'https://github.com/pool-hygiene/eslint-plugin-pool-hygiene/blob/main/docs/rules';

/**
 * Makes a rule for ESLint out of its description. The rule is asked once a file, at `Program`: by then every parent and
 * scope is set, whatever the parser.
 */
export function defineRule<const Messages extends Readonly<Record<string, string>>, const Table extends OptionTable>(
  rule: RuleText<Messages, Table>,
): PoolRule {
  return {
    meta: metaOf(rule),
    create(context) {
      const sourceCode = sourceCodeOf(context);
      if (!sourceCode) return {};
      const settings = settingsOf(context.settings);
      refuseUnknownPackages(rule, context.options[0], settings);
      const options = readOptions(rule.options, context.options[0]);
      announce(sourceCode, rule.name, options);
      const reports = (): ReportLike[] => {
        const findings = [...rule.check(fileOf(context, sourceCode, settings), options)];
        toldOf(sourceCode.ast).push(...findings.map((finding) => ({ rule: rule.name, finding })));
        return reportsOf(findings, context, sourceCode, settings);
      };
      return {
        Program() {
          for (const report of quietly(reports) ?? []) context.report(report);
        },
      };
    },
  };
}

/** A mistake in the options that no schema can know; it reaches the user as one in the settings does. */
function refuseUnknownPackages(
  { name, options }: { readonly name: string; readonly options: OptionTable },
  given: unknown,
  settings: Settings,
): void {
  const unknown = unknownPackage(options, given, (each) => isPackage(each, settings));
  if (unknown)
    throw new SettingsError(
      `The option \`${unknown.option}\` of pool-hygiene/${name} names \`${unknown.name}\`, which is no package that the catalog or settings['pool-hygiene'].clients describes.`,
    );
}

function metaOf<Messages extends Readonly<Record<string, string>>, Table extends OptionTable>(
  rule: RuleText<Messages, Table>,
): RuleMeta {
  const repairs = rule.repairs ?? ['exact', 'likely'];
  const recommendedOptions = presetOptionsOf(rule.options, 'recommended');
  const strictOptions = presetOptionsOf(rule.options, 'strict');
  const docs: RuleDocs = {
    description: rule.summary,
    url: `${DOCS}/${rule.name}.md`,
    recommended: rule.tier === 'recommended',
    tier: rule.tier,
    repairs,
    ...(recommendedOptions && { recommendedOptions }),
    ...(strictOptions && { strictOptions }),
  };
  return {
    type: rule.kind,
    docs,
    // Settings can turn any repair into a fix, and any into a suggestion.
    ...(repairs.length > 0 && { fixable: 'code' as const }),
    hasSuggestions: repairs.length > 0,
    schema: schemaOf(rule.options),
    defaultOptions: defaultsOf(rule.options),
    messages: { ...rule.messages },
  };
}

function reportsOf(
  findings: readonly Finding[],
  context: RuleContextLike,
  sourceCode: SourceCode,
  { autofix }: Settings,
): ReportLike[] {
  return findings.map((finding) => reportOf(finding, context, sourceCode, autofix));
}

/**
 * Nothing that goes wrong in here may stop somebody's lint run: a file that the analysis cannot cope with has no
 * findings. Mistakes in the configuration are the user's to hear of, and our tests hear of everything.
 */
function quietly<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof SettingsError || process.env['POOL_HYGIENE_THROW'] === '1') throw error;
    return undefined;
  }
}
