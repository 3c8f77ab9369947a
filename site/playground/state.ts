import { withBase } from 'vitepress';

import type { Language, Preset, Question, Report } from '../linter/protocol.ts';
import { data } from './examples.data.ts';
import type { Hunk } from './line-diff.ts';
import { questionIn } from './share.ts';

/** What the page shows. */
export interface State {
  /** The name of the example; empty for what somebody has written. */
  example: string;
  language: Language;
  preset: Preset;
  using: boolean;
  reports: readonly Report[];
  /** Which report's way is drawn; -1 for none. */
  selected: number;
  /** What has happened, also for those who do not see it. */
  status: string;
  /** What the last edit has changed. */
  changes: readonly Hunk[];
  phase: 'loading' | 'ready' | 'failed';
}

const { examples, found } = data;
const [first] = examples;

/** The first example, with what the linter said of it when the site was built: nobody has to wait for the linter to see it. */
export function firstState(): State {
  const { name = '', language = 'ts', preset = 'recommended', using = false } = first ?? {};
  const selected = chosen(found, name);
  return {
    example: name,
    language,
    preset,
    using,
    reports: found,
    selected,
    status: summaryOf(found),
    changes: [],
    phase: 'loading',
  };
}

/** What an address asks for: code that somebody shares, or an example. */
export async function questionAt(hash: string): Promise<(Question & Pick<State, 'example'>) | undefined> {
  const asked = new URLSearchParams(hash.replace(/^#/, '')).get('example');
  const example = examples.find(({ name }) => name === asked);
  if (example) return { ...example, example: example.name };
  const shared = await questionIn(hash);
  return shared && { ...shared, example: '' };
}

/** The page of a rule. */
export function pageOf(rule: string): string {
  return withBase(`/rules/${rule}.html`);
}

/** The report that an example is about. */
export function chosen(reports: readonly Report[], example: string): number {
  const ofExample = reports.findIndex(({ rule }) => rule === example);
  return ofExample >= 0 ? ofExample : reports.findIndex(({ route }) => route.length > 0);
}

/** `1 line`, `2 lines`. */
export function count(number: number, what: string): string {
  return `${String(number)} ${what}${number === 1 ? '' : 's'}`;
}

/** What is announced of an answer of the linter. */
export function summaryOf(reports: readonly Report[]): string {
  const mistake = reports.find(({ rule }) => rule === undefined);
  if (mistake) return `Line ${String(mistake.line)} cannot be parsed yet.`;
  if (reports.length === 0) return 'No report: nothing leaks as far as anyone can tell.';
  const fixes = reports.filter(({ fix }) => fix).length;
  return `${count(reports.length, 'report')}, ${fixes === 0 ? 'none' : String(fixes)} with a fix.`;
}
