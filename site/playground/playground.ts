import { withBase } from 'vitepress';
import { type VNode, defineComponent, h, nextTick, onBeforeUnmount, onMounted, reactive, ref } from 'vue';

import type { Edit, Language, Preset, Question, Report } from '../linter/protocol.ts';
import { type LinterClient, startLinter } from './client.ts';
import type { Editor } from './editor.ts';
import { data as examples } from './examples.data.ts';
import { type Hunk } from './line-diff.ts';
import { choice, changesList, keysHelp, reportList } from './panels.ts';
import { hashOf, questionIn } from './share.ts';

/** How long nothing is typed before the code is linted, in milliseconds. */
const PAUSE = 180;

interface State {
  example: string;
  language: Language;
  preset: Preset;
  using: boolean;
  reports: readonly Report[];
  selected: number;
  /** What has happened, for everyone who does not see it. */
  status: string;
  changes: readonly Hunk[];
  phase: 'loading' | 'linting' | 'ready' | 'failed';
}

const [first] = examples;

/** The playground: the code on one side, what the rules say of it on the other. */
export const Playground = defineComponent({
  name: 'Playground',
  setup() {
    const home = ref<HTMLElement>();
    const state = reactive<State>({
      example: first?.name ?? '',
      language: first?.language ?? 'ts',
      preset: first?.preset ?? 'recommended',
      using: first?.using ?? false,
      reports: [],
      selected: -1,
      status: 'Loading the linter …',
      changes: [],
      phase: 'loading',
    });
    const session = new Session(state);
    onMounted(() => void session.open(home.value));
    onBeforeUnmount(() => session.close());
    return () =>
      h('div', { class: 'pg', onKeydownCapture: (event: KeyboardEvent) => session.key(event) }, [
        h('header', { class: 'pg-head' }, [
          h('h1', 'Playground'),
          h('p', 'Paste code of a Node.js service. Nothing of it leaves this page.'),
        ]),
        toolbar(state, session),
        h('div', { class: 'pg-panes' }, [
          h('section', { class: 'pg-code', 'aria-label': 'Editor' }, [
            h('div', { class: 'pg-editor', ref: home }, [h('pre', { class: 'pg-placeholder' }, first?.code ?? '')]),
            keysHelp(),
          ]),
          h('section', { class: 'pg-side', 'aria-label': 'Reports' }, [
            h(
              'p',
              { class: `pg-status pg-status-${state.phase}`, role: 'status', 'aria-live': 'polite' },
              state.status,
            ),
            reportList(state.reports, state.selected, {
              select: (at) => session.select(at, true),
              apply: (edit, title) => session.apply(edit, title),
              pageOf,
            }),
            changesList(state.changes),
          ]),
        ]),
      ]);
  },
});

function pageOf(rule: string): string {
  return withBase(`/rules/${rule}.html`);
}

function toolbar(state: State, session: Session): VNode {
  return h('div', { class: 'pg-tools', role: 'group', 'aria-label': 'What is linted, and how' }, [
    choice(
      'Example',
      state.example,
      [...examples.map(({ name }) => [name, name] as const), ['', 'Your own code']],
      (name) => session.take(name),
    ),
    choice('Language', state.language, LANGUAGES, (value) => session.choose({ language: value as Language })),
    choice('Rules', state.preset, PRESETS, (value) => session.choose({ preset: value as Preset })),
    h('label', { class: 'pg-check' }, [
      h('input', {
        type: 'checkbox',
        checked: state.using,
        onChange: (event: Event) => session.choose({ using: (event.target as HTMLInputElement).checked }),
      }),
      h('span', ['Edits may write ', h('code', 'await using')]),
    ]),
    h('div', { class: 'pg-buttons' }, [
      button('Fix all', () => void session.fixAll(), 'pg-button-main', !state.reports.some(({ fix }) => fix)),
      button('Undo', () => session.undo()),
      button('Redo', () => session.redo()),
      button('Copy link', () => void session.share()),
    ]),
  ]);
}

const LANGUAGES = [
  ['ts', 'TypeScript'],
  ['js', 'JavaScript'],
] as const;

const PRESETS = [
  ['recommended', 'recommended'],
  ['strict', 'strict'],
  ['all', 'all'],
] as const;

function button(title: string, onClick: () => void, more = '', disabled = false): VNode {
  // Not `disabled`: a button that vanishes from under the keyboard loses the place of whoever pressed it.
  return h('button', { type: 'button', class: `pg-button ${more}`, 'aria-disabled': disabled, onClick }, title);
}

/** What goes on between the editor, the linter and the page. */
class Session {
  readonly #state: State;
  #editor: Editor | undefined;
  #linter: LinterClient | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What the next answer is to tell first: what was done to the code. */
  #news = '';
  /** The part of an address that this page has written itself. */
  #ownHash = '';

  constructor(state: State) {
    this.#state = state;
  }

  async open(home: HTMLElement | undefined): Promise<void> {
    if (!home) return;
    this.#linter = startLinter(withBase('/worker.js'));
    const shared = await questionIn(location.hash);
    const { createEditor } = await import('./editor.ts');
    const code = shared?.code ?? first?.code ?? '';
    if (shared) this.#set({ ...shared, example: '' });
    home.replaceChildren();
    this.#editor = createEditor(home, code, this.#state.language, {
      changed: () => this.#later(),
      actionsOf: (report) => this.#actionsOf(report),
      pageOf,
    });
    window.addEventListener('hashchange', this.#hashChanged);
    await this.#lint();
  }

  close(): void {
    clearTimeout(this.#timer);
    window.removeEventListener('hashchange', this.#hashChanged);
    this.#linter?.close();
    this.#editor?.close();
  }

  /** Shows an example in place of the code, which can be undone. */
  take(name: string): void {
    const example = examples.find((each) => each.name === name);
    this.#set({ example: name });
    if (!example) return;
    const { code, language, preset, using } = example;
    this.#set({ language, preset, using, selected: -1, changes: [] });
    this.#editor?.setLanguage(language);
    this.#editor?.replace(code);
    void this.#lint();
  }

  choose(choices: Partial<Pick<State, 'language' | 'preset' | 'using'>>): void {
    this.#set(choices);
    if (choices.language) this.#editor?.setLanguage(choices.language);
    void this.#lint();
  }

  /** Draws the way of a report; with `focus` the cursor goes to where the report stands. */
  select(at: number, focus: boolean): void {
    this.#set({ selected: at });
    this.#editor?.select(this.#state.reports[at], focus);
  }

  apply(edit: Edit, title: string): void {
    this.#done(this.#editor?.apply(edit) ?? [], title);
  }

  async fixAll(): Promise<void> {
    if (!this.#editor || !this.#linter) return;
    const code = this.#editor.code;
    const fixed = await this.#linter.fix(this.#question());
    // Somebody went on typing.
    if (code !== this.#editor.code) return;
    if (fixed === code) this.#set({ status: 'Nothing here can be fixed without a person’s eye.' });
    else this.#done(this.#editor.replace(fixed), 'All fixes were applied');
  }

  undo(): void {
    this.#editor?.undo();
  }

  redo(): void {
    this.#editor?.redo();
  }

  async share(): Promise<void> {
    this.#ownHash = await hashOf(this.#question());
    history.replaceState(history.state, '', this.#ownHash);
    try {
      await navigator.clipboard.writeText(location.href);
      this.#set({ status: 'The link to this code is in the clipboard.' });
    } catch {
      this.#set({ status: 'The link to this code is in the address bar.' });
    }
  }

  key(event: KeyboardEvent): void {
    if (event.key === 'F8') this.#next(event.shiftKey ? -1 : 1);
    else if (event.key === 'Enter' && event.altKey && event.shiftKey) void this.fixAll();
    else if (event.key === 'Enter' && event.altKey) this.#applyFirst();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #next(by: 1 | -1): void {
    const { reports, selected } = this.#state;
    if (reports.length === 0) return this.#set({ status: 'There is no report.' });
    const at = selected < 0 ? (by > 0 ? 0 : reports.length - 1) : (selected + by + reports.length) % reports.length;
    this.select(at, true);
    const report = reports[at];
    if (report) this.#set({ status: `Report ${at + 1} of ${reports.length}, line ${report.line}: ${report.message}` });
  }

  /** The fix of the report that is selected, or its first suggestion. */
  #applyFirst(): void {
    const report = this.#state.reports[Math.max(0, this.#state.selected)];
    const [action] = report ? this.#actionsOf(report) : [];
    if (action) action.apply();
    else this.#set({ status: 'There is no edit for this report.' });
  }

  #actionsOf({ fix, suggestions }: Report): readonly { readonly name: string; apply(): void }[] {
    return [
      ...(fix ? [{ name: 'Fix', apply: () => this.apply(fix, 'The fix was applied') }] : []),
      ...suggestions.map(({ title, edit }) => ({
        name: title,
        apply: () => this.apply(edit, 'The suggestion was applied'),
      })),
    ];
  }

  #done(changes: readonly Hunk[], what: string): void {
    const [out, put] = [changes.flatMap(({ removed }) => removed), changes.flatMap(({ added }) => added)];
    this.#news = `${what}: ${count(put.length, 'line')} in, ${count(out.length, 'line')} out. `;
    this.#set({ changes, selected: -1 });
    void this.#lint();
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.#news === '') this.#set({ changes: [] });
      if (examples.find(({ name }) => name === this.#state.example)?.code !== this.#editor?.code)
        this.#set({ example: '' });
      void this.#lint();
    }, PAUSE);
  }

  async #lint(): Promise<void> {
    clearTimeout(this.#timer);
    try {
      const reports = await this.#linter?.lint(this.#question());
      if (!reports) return;
      const isFirst = this.#state.phase === 'loading';
      this.#set({ reports, phase: 'ready', status: this.#news + summaryOf(reports) });
      this.#news = '';
      this.#editor?.showReports(reports);
      const kept = this.#state.selected < 0 && !isFirst ? this.#atCursor(reports) : Math.max(0, this.#state.selected);
      this.select(Math.min(kept, reports.length - 1), false);
    } catch (error) {
      this.#set({
        phase: 'failed',
        status: `The linter failed: ${error instanceof Error ? error.message : String(error)}`,
      });
    }
    await nextTick();
  }

  /** The report nearest to the cursor. */
  #atCursor(reports: readonly Report[]): number {
    const cursor = this.#editor?.cursor ?? 0;
    const distance = ({ from }: Report): number => Math.abs(from - cursor);
    const nearest = [...reports].sort((a, b) => distance(a) - distance(b))[0];
    return nearest ? reports.indexOf(nearest) : -1;
  }

  #question(): Question {
    const { language, preset, using } = this.#state;
    return { code: this.#editor?.code ?? '', language, preset, using };
  }

  readonly #hashChanged = (): void => {
    if (location.hash === this.#ownHash) return;
    void questionIn(location.hash).then((shared) => {
      if (!shared) return;
      this.#set({ ...shared, example: '', selected: -1, changes: [] });
      this.#editor?.setLanguage(shared.language);
      this.#editor?.replace(shared.code);
      return this.#lint();
    });
  };

  #set(given: Partial<State>): void {
    for (const key of KEYS) if (given[key] !== undefined) Object.assign(this.#state, { [key]: given[key] });
  }
}

const KEYS = [
  'example',
  'language',
  'preset',
  'using',
  'reports',
  'selected',
  'status',
  'changes',
  'phase',
] as const satisfies readonly (keyof State)[];

function count(number: number, what: string): string {
  return `${String(number)} ${what}${number === 1 ? '' : 's'}`;
}

function summaryOf(reports: readonly Report[]): string {
  const mistake = reports.find(({ rule }) => rule === undefined);
  if (mistake) return `Line ${String(mistake.line)} cannot be parsed yet.`;
  if (reports.length === 0) return 'No report: nothing leaks as far as anyone can tell.';
  const fixes = reports.filter(({ fix }) => fix).length;
  return `${count(reports.length, 'report')}, ${fixes === 0 ? 'none' : String(fixes)} with a fix.`;
}
