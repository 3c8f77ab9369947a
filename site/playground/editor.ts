import { defaultKeymap, history, historyKeymap, indentWithTab, redo, undo } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import { bracketMatching, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint';
import { type ChangeSpec, Compartment, EditorState, StateEffect, StateField } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  EditorView,
  drawSelection,
  highlightActiveLine,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { tagHighlighter, tags } from '@lezer/highlight';

import type { Edit, Language, Report } from '../linter/protocol.ts';
import { type Hunk, hunksBetween } from './line-diff.ts';
import { routeDrawing, showRoute } from './route-drawing.ts';

/** The editor, as the rest of the page uses it. */
export interface Editor {
  readonly code: string;
  readonly cursor: number;
  /** Puts another text in the place of all, as one step that can be undone. */
  replace(code: string): void;
  /** The same where it is an edit that was asked for: what it changes lights up. */
  mend(code: string): readonly Hunk[];
  /** The same for one edit of a report. */
  apply(edit: Edit): readonly Hunk[];
  setLanguage(language: Language): void;
  showReports(reports: readonly Report[]): void;
  /** Draws the way that a report tells of, and with `focus` goes to where the report stands. */
  select(report: Report | undefined, focus: boolean): void;
  undo(): void;
  redo(): void;
  close(): void;
}

export interface EditorHooks {
  changed(): void;
  /** What a tooltip offers for a report. */
  actionsOf(report: Report): readonly { readonly name: string; readonly apply: () => void }[];
  readonly pageOf: (rule: string) => string;
}

const light = StateEffect.define<readonly { readonly from: number; readonly to: number }[]>();

/** What the last edit put in, for a moment. */
const changed = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(shown, { changes, effects }) {
    const given = effects.findLast((effect) => effect.is(light));
    if (!given) return shown.map(changes);
    return Decoration.set(given.value.map(({ from }) => Decoration.line({ class: 'pg-changed' }).range(from)));
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Classes instead of colours, so that the style sheet knows light from dark. */
const colours = tagHighlighter([
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword], class: 'pg-keyword' },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], class: 'pg-string' },
  { tag: [tags.number, tags.bool, tags.null], class: 'pg-number' },
  { tag: tags.comment, class: 'pg-comment' },
  { tag: [tags.typeName, tags.className, tags.namespace], class: 'pg-type' },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], class: 'pg-function' },
]);

export function createEditor(parent: HTMLElement, code: string, language: Language, hooks: EditorHooks): Editor {
  const grammar = new Compartment();
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: code,
      extensions: [
        routeDrawing(),
        lineNumbers(),
        lintGutter(),
        changed,
        highlightSpecialChars(),
        highlightActiveLine(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        syntaxHighlighting(colours),
        EditorState.tabSize.of(2),
        grammar.of(grammarOf(language)),
        keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
        EditorView.contentAttributes.of({
          'aria-label': 'Code',
          'aria-describedby': 'pg-keys',
          tabindex: '0',
          spellcheck: 'false',
        }),
        EditorView.updateListener.of(({ docChanged }) => {
          if (docChanged) hooks.changed();
        }),
      ],
    }),
  });
  return controls(view, grammar, hooks);
}

function grammarOf(language: Language): ReturnType<typeof javascript> {
  return javascript(language === 'ts' ? { typescript: true } : { jsx: true });
}

function controls(view: EditorView, grammar: Compartment, hooks: EditorHooks): Editor {
  const mend = (code: string): readonly Hunk[] => {
    const hunks = hunksBetween(view.state.doc.toString(), code);
    if (hunks.length > 0) view.dispatch(changeFor(hunks, view.state));
    return hunks;
  };
  return {
    get code() {
      return view.state.doc.toString();
    },
    get cursor() {
      return view.state.selection.main.head;
    },
    replace(code) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: code }, effects: light.of([]) });
    },
    mend,
    apply({ from, to, insert }) {
      const code = view.state.doc.toString();
      return mend(code.slice(0, from) + insert + code.slice(to));
    },
    setLanguage: (language) => view.dispatch({ effects: grammar.reconfigure(grammarOf(language)) }),
    showReports(reports) {
      view.dispatch(
        setDiagnostics(
          view.state,
          reports.map((report) => diagnosticFor(report, view, hooks)),
        ),
      );
    },
    select(report, focus) {
      const length = view.state.doc.length;
      const fits = report && report.to <= length;
      view.dispatch({
        effects: showRoute.of(fits ? report.route : []),
        ...(fits && focus && { selection: { anchor: report.from } }),
      });
      if (fits && focus) reveal(report, view);
    },
    undo: () => void undo(view),
    redo: () => void redo(view),
    close: () => view.destroy(),
  };
}

/** Brings the whole way of a report into sight where it fits, and else where it begins. */
function reveal({ from, route }: Report, view: EditorView): void {
  const ends = [from, ...route.map((step) => step.from)];
  view.dispatch({ effects: EditorView.scrollIntoView(Math.max(...ends), { y: 'nearest', yMargin: 40 }) });
  view.dispatch({ effects: EditorView.scrollIntoView(Math.min(...ends), { y: 'nearest', yMargin: 40 }) });
}

function changeFor(hunks: readonly Hunk[], state: EditorState) {
  const { doc } = state;
  const specs: ChangeSpec[] = hunks.map(({ at, removed, added }) => {
    const isEnd = at + removed.length >= doc.lines;
    const lines = added.map((line) => `${line}\n`).join('');
    if (!isEnd) return { from: doc.line(at + 1).from, to: doc.line(at + removed.length + 1).from, insert: lines };
    // The last line has no end of its own: the one before it goes along.
    const from = at < doc.lines ? Math.max(0, doc.line(at + 1).from - 1) : doc.length;
    const text = added.map((line) => `\n${line}`).join('');
    return { from, to: doc.length, insert: from === 0 && at === 0 ? text.slice(1) : text };
  });
  const changes = state.changes(specs);
  const after = changes.apply(doc);
  const lines: { from: number; to: number }[] = [];
  let shift = 0;
  for (const { at, removed, added } of hunks) {
    for (let line = at + shift + 1; line <= at + shift + added.length && line <= after.lines; line++)
      lines.push({ from: after.line(line).from, to: after.line(line).to });
    shift += added.length - removed.length;
  }
  return { changes, effects: light.of(lines), userEvent: 'input.fix' };
}

function diagnosticFor(report: Report, view: EditorView, hooks: EditorHooks): Diagnostic {
  const length = view.state.doc.length;
  const from = Math.min(report.from, length);
  return {
    from,
    to: Math.min(Math.max(report.to, from + 1), length),
    severity: 'error',
    message: report.message,
    renderMessage: () => message(report, hooks),
    actions: hooks.actionsOf(report).map(({ name, apply }) => ({ name, apply: () => apply() })),
  };
}

function message({ message: text, rule }: Report, { pageOf }: EditorHooks): Node {
  const whole = document.createElement('div');
  text.split('`').forEach((part, at) => {
    const shown = document.createElement(at % 2 === 1 ? 'code' : 'span');
    shown.textContent = part;
    whole.append(shown);
  });
  if (rule !== undefined) {
    const link = document.createElement('a');
    link.href = pageOf(rule);
    link.textContent = rule;
    whole.append(' ', link);
  }
  return whole;
}
