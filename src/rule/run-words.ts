import type { TSESTree } from '@typescript-eslint/utils';

import type { RouteStep } from '../ownership/route.ts';
import type { BuiltAgain, Run } from '../scope/scope.ts';
import type { File } from './services.ts';

/** Why a client is built again and again, in words that follow a colon. */
export function whyInWords({ reason }: BuiltAgain, file: File): string {
  const at = (line: number): string => (file.hasLines ? ` on line ${String(line)}` : '');
  switch (reason.how) {
    case 'run':
      return runInWords(reason.run, file);
    case 'loop':
      return `the loop${at(reason.loop.node.loc.start.line)} builds it in each turn`;
    case 'single':
      return `it is made for the request${at(reason.taker.loc.start.line)} alone`;
    case 'call':
      return `it is closed again${at(reason.fn.loc.end.line)}`;
  }
}

/** Why code runs again and again. */
export function runInWords({ handler, way }: Run, file: File): string {
  const line = handler.fn.loc.start.line;
  const at = handler.path !== undefined ? ` in \`${handler.path}\`` : file.hasLines ? ` on line ${String(line)}` : '';
  const who = `${withArticle(whoCalls(handler.framework, handler.unit))}${at}`;
  const [first, ...more] = way;
  if (!first) return `it stands in ${who}`;
  const last = more.at(-1);
  return `${nameOf(first.name)} is called from ${who}${last ? `, and leads to ${nameOf(last.name)}` : ''}`;
}

/** The way from what runs again and again to the client that is built there; none where it begins in another file. */
export function routeOfRun({ reason, call }: BuiltAgain, made: string): readonly RouteStep[] {
  const end = { loc: call.loc, what: `\`${made}\` builds one, each time` };
  if (reason.how === 'loop') return [{ loc: headOf(reason.loop.node), what: 'the loop takes its next turn' }, end];
  if (reason.how !== 'run' || reason.run.handler.path !== undefined) return [];
  const { handler, way } = reason.run;
  const begin = { loc: headOf(handler.fn), what: `the ${whoCalls(handler.framework, handler.unit)} runs` };
  return [begin, ...way.map((step) => ({ loc: step.call.loc, what: `${nameOf(step.name)} is called` })), end];
}

/** What stands before the body of a function or a loop. */
function headOf(node: TSESTree.Node): RouteStep['loc'] {
  const body = 'body' in node && node.body && !Array.isArray(node.body) ? node.body : undefined;
  return body ? { start: node.loc.start, end: body.loc.start } : node.loc;
}

function nameOf(name: string): string {
  return name.startsWith('the ') ? name : `\`${name}\``;
}

const KINDS: Readonly<Record<string, string>> = { connection: 'connection handler', render: '' };

/** `Express handler`, `cron job`, `component`. */
function whoCalls(framework: string, unit: string): string {
  return KINDS[unit] === '' ? framework : `${framework} ${KINDS[unit] ?? 'handler'}`;
}

function withArticle(words: string): string {
  return `the ${words}`;
}
