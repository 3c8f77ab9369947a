import type { TSESTree } from '@typescript-eslint/utils';

import { isFunction } from '../lang/nodes.ts';
import type { ClassNode, FunctionNode } from '../lang/nodes.ts';
import { type Dependence, dependenceOf } from './dependence.ts';
import { nameOf } from './functions.ts';
import { givesKept } from './lasting.ts';
import type { Run, Runs, ScopeSource } from './model.ts';
import { type Foreign, calledElsewhere, mayBuild } from './other-files.ts';
import { type BuiltAgain, builtAgain } from './rebuilt.ts';
import { isOfRequest } from './request-arguments.ts';
import { runsFrom } from './runs.ts';
import { isOnlyAskedThere } from './secrets.ts';

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/** A call in code that runs again and again, behind which another file builds a client each time. */
export interface BuiltElsewhere {
  readonly call: Call;
  readonly run: Run;
  /** The construction, as the file sees it in which it stands. */
  readonly built: BuiltAgain;
  /** That file, inside the folder that is linted. */
  readonly path: string;
  /** What the arguments of the call depend on. */
  readonly dependence: Dependence;
}

/** Through how many files a way may lead. */
const FAR = 4;

/** The calls of a file behind which other files build clients again and again: of each function that does, the first call. */
export function builtElsewhere(source: ScopeSource, { outward }: Runs): readonly BuiltElsewhere[] {
  const asked = new Set<FunctionNode | ClassNode>();
  return outward.flatMap(({ call, run }) => {
    const foreign = mayBuild(call, source) ? calledElsewhere(call, source) : undefined;
    if (!foreign || asked.has(foreign.of)) return [];
    const found = builtBy(foreign, call, run, source, asked, 1);
    const dependence = dependenceOf(call.arguments, source);
    // `const { client } = await clientOf(team); return getSignedUrl(client, command);` opens nothing.
    const isAsked = found?.built.isOfCaller === true && isOnlyAskedThere(call, found.built.rebuilt, source.scopes);
    return found && !isAsked ? [{ ...found, call, run, dependence }] : [];
  });
}

/** The first client that a function or class of another file builds each time, itself or by way of others. */
function builtBy(
  { of, home }: Foreign,
  call: Call,
  run: Run,
  source: ScopeSource,
  asked: Set<FunctionNode | ClassNode>,
  depth: number,
): Pick<BuiltElsewhere, 'built' | 'path'> | undefined {
  if (depth > FAR || asked.has(of)) return undefined;
  asked.add(of);
  const other = source.others?.sourceOf(home);
  if (!other || (isFunction(of) && givesKept(of, other.census.returnsOf(of), runsFrom([], other)))) return undefined;
  const way = [...run.way, { name: nameOf(of), call, scopes: source.scopes }];
  const runs = runsFrom([{ of, run: { ...run, way } }], other);
  const [built] = builtAgain(
    { ...other, runs, isOther: true, isExported: () => false, isEntry: () => false },
    { perCall: false },
  ).filter((each) => each.reason.how === 'run' && !isOfRequest(each, each.reason.run, other));
  if (built) return { built, path: other.path };
  for (const next of runs.outward) {
    const foreign = mayBuild(next.call, other) ? calledElsewhere(next.call, other) : undefined;
    const found = foreign && builtBy(foreign, next.call, next.run, other, asked, depth + 1);
    if (found) return found;
  }
  return undefined;
}
