import { type VNode, h } from 'vue';

import type { Edit, Report, Step } from '../linter/protocol.ts';
import type { Hunk } from './line-diff.ts';

/** The parts of the page beside the editor. */

export function choice(
  label: string,
  value: string,
  options: readonly (readonly [value: string, text: string])[],
  onChoose: (value: string) => void,
): VNode {
  return h('label', { class: 'pg-choice' }, [
    h('span', label),
    h(
      'select',
      { value, onChange: (event: Event) => onChoose((event.target as HTMLSelectElement).value) },
      options.map(([each, text]) => h('option', { value: each, selected: each === value }, text)),
    ),
  ]);
}

interface ReportActions {
  select(at: number): void;
  readonly apply: (edit: Edit, what: string) => void;
  pageOf(rule: string): string;
}

export function reportList(reports: readonly Report[], selected: number, actions: ReportActions): VNode {
  return h(
    'ol',
    { class: 'pg-reports', 'aria-label': 'Reports' },
    reports.map((report, at) =>
      h('li', { class: at === selected ? 'pg-report pg-report-selected' : 'pg-report' }, [
        h(
          'button',
          { type: 'button', class: 'pg-message', 'aria-expanded': at === selected, onClick: () => actions.select(at) },
          [h('span', { class: 'pg-line' }, `Line ${String(report.line)}`), ' ', ...withCode(report.message)],
        ),
        h('div', { class: 'pg-actions' }, [
          ...(report.rule === undefined
            ? []
            : [h('a', { class: 'pg-rule', href: actions.pageOf(report.rule) }, report.rule)]),
          ...editsOf(report, actions),
        ]),
        ...(at === selected && report.route.length > 0 ? [steps(report.route)] : []),
      ]),
    ),
  );
}

function editsOf({ fix, suggestions }: Report, { apply }: ReportActions): readonly VNode[] {
  const edit = (title: string, text: string, made: Edit, what: string): VNode =>
    h(
      'button',
      { type: 'button', class: 'pg-button pg-button-small', title, onClick: () => apply(made, what) },
      withCode(text.replace(/\.$/, '')),
    );
  return [
    ...(fix ? [edit('What eslint --fix does', 'Fix', fix, 'The fix was applied')] : []),
    ...suggestions.map((each) =>
      edit('A suggestion: have a look at what it does', each.title, each.edit, 'The suggestion was applied'),
    ),
  ];
}

/** The way of a report as a list, for those who do not see it drawn. */
function steps(route: readonly Step[]): VNode {
  const told = route.filter(({ what }) => what !== undefined);
  return h('div', { class: 'pg-steps' }, [
    h('h2', 'The path'),
    h(
      'ol',
      told.map(({ line, what = '' }, at) =>
        h('li', { class: at === told.length - 1 ? 'pg-step-end' : '' }, [
          h('span', { class: 'pg-line' }, `Line ${String(line)}`),
          ': ',
          ...withCode(what),
        ]),
      ),
    ),
  ]);
}

/** Words with code between backticks. */
function withCode(text: string): (VNode | string)[] {
  return text.split('`').map((part, at) => (at % 2 === 1 ? h('code', part) : part));
}

/** What the last edit has changed. */
export function changesList(changes: readonly Hunk[]): VNode | undefined {
  if (changes.length === 0) return undefined;
  const line = (sign: '+' | '−', text: string): VNode =>
    h('span', { class: sign === '+' ? 'pg-added' : 'pg-removed' }, `${sign} ${text}\n`);
  return h('details', { class: 'pg-changes', open: true }, [
    h('summary', 'What the edit changed'),
    h(
      'pre',
      { tabindex: 0, 'aria-label': 'Lines that were taken out and put in' },
      changes.flatMap(({ removed, added }) => [
        ...removed.map((text) => line('−', text)),
        ...added.map((text) => line('+', text)),
      ]),
    ),
  ]);
}

export function keysHelp(): VNode {
  const key = (...names: readonly string[]): (VNode | string)[] =>
    names.flatMap((name, at) => (at === 0 ? [h('kbd', name)] : ['+', h('kbd', name)]));
  return h('p', { id: 'pg-keys', class: 'pg-keys' }, [
    ...key('F8'),
    ' next report, ',
    ...key('Alt', 'Enter'),
    ' apply its edit, ',
    ...key('Alt', 'Shift', 'Enter'),
    ' fix all. ',
    ...key('Tab'),
    ' indents; to leave the editor press ',
    ...key('Esc'),
    ', then ',
    ...key('Tab'),
    '.',
  ]);
}
