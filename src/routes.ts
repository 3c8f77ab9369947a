import type { TSESLint } from '@typescript-eslint/utils';

import { toldOf } from './rule/services.ts';

/** What those need who draw over the code what a report says. It is no part of the package. */

type Routed = NonNullable<ReturnType<typeof toldOf>[number]['finding']['route']>;

/** The way that a report tells of. */
export interface Route {
  /** The name of the rule, without the plugin's. */
  readonly rule: string;
  /** Where the report stands. */
  readonly at: { readonly line: number; readonly column: number };
  readonly steps: ReturnType<Routed>;
}

/** The ways of all reports on a tree that the rules have run over, for those rules whose reports have one. */
export function routesOf({ ast }: Readonly<TSESLint.SourceCode>): readonly Route[] {
  return toldOf(ast).flatMap(({ rule, finding }) => {
    const steps = finding.route?.() ?? [];
    return steps.length > 0 ? [{ rule, at: finding.at.loc.start, steps }] : [];
  });
}
