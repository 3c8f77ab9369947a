import type { Settings } from '../settings.ts';
import type { FixLike, ReportLike, RuleContextLike, SourceCode } from './context.ts';
import { replacementOf } from './edits.ts';
import type { Finding, Repair } from './finding.ts';
import { stillParses } from './syntax.ts';

/** A finding as ESLint wants to hear of it: which of its repairs is the fix, and which are suggestions. */
export function reportOf(
  finding: Finding,
  context: RuleContextLike,
  sourceCode: SourceCode,
  autofix: Settings['autofix'],
): ReportLike {
  const offers = repairsOf(finding).flatMap((repair) => {
    const fix = fixOf(repair, context, sourceCode);
    return fix ? [{ repair, fix }] : [];
  });
  const chosen = offers.find(({ repair }) => mayBeFix(repair, autofix));
  const others = offers.filter((offer) => offer !== chosen);
  const suggest = others.map(({ repair, fix }) => ({ messageId: repair.title, data: { ...repair.data }, fix }));
  const at = finding.at.type === undefined ? { loc: finding.at.loc } : { node: finding.at };
  return { ...at, messageId: finding.message, data: { ...finding.data }, fix: chosen?.fix ?? null, suggest };
}

function repairsOf({ repair }: Finding): readonly Repair[] {
  return repair === undefined ? [] : isList(repair) ? repair : [repair];
}

function isList(repair: Repair | readonly Repair[]): repair is readonly Repair[] {
  return Array.isArray(repair);
}

/** Exact edits are fixes; with `autofix: 'all'` the first edit of a report is, whatever its certainty. */
function mayBeFix({ certainty }: Repair, autofix: Settings['autofix']): boolean {
  return autofix === 'all' || (autofix === 'safe' && certainty === 'exact');
}

function fixOf(repair: Repair, context: RuleContextLike, sourceCode: SourceCode): FixLike | undefined {
  const replacement = replacementOf(repair, sourceCode.text);
  if (!replacement || !stillParses(replacement, context, sourceCode)) return undefined;
  return (fixer) => fixer.replaceTextRange([...replacement.range], replacement.text);
}
