import { withBase } from 'vitepress';

import type { Edit, Question, Report } from '../linter/protocol.ts';
import { type LinterClient, startLinter } from './client.ts';
import type { Editor } from './editor.ts';
import { data } from './examples.data.ts';
import type { Hunk } from './line-diff.ts';
import { hashOf } from './share.ts';
import { type State, chosen, count, pageOf, questionAt, summaryOf } from './state.ts';

const { examples } = data;
const [first] = examples;

/** How long nothing is typed before the code is linted, in milliseconds. */
const PAUSE = 180;

/** What goes on between the editor, the linter and the page. */
export class Dialogue {
  readonly #state: State;
  #editor: Editor | undefined;
  #linter: LinterClient | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What the next answer is to tell first: what was done to the code. */
  #news = '';
  /** Whether the linter has not answered to the last change yet. */
  #isWaiting = true;
  /** The part of an address that this page has written itself. */
  #ownHash = '';

  constructor(state: State) {
    this.#state = state;
  }

  async open(home: HTMLElement | undefined): Promise<void> {
    if (!home) return;
    const asked = new URLSearchParams(location.hash.slice(1)).get('language');
    this.#linter = startLinter(withBase('/worker.js'), asked === 'js' ? 'js' : this.#state.language);
    const [shared, { createEditor }] = await Promise.all([questionAt(location.hash), import('./editor.ts')]);
    if (shared) this.#set({ ...shared, reports: [], selected: -1, status: 'Loading the linter …' });
    home.replaceChildren();
    this.#editor = createEditor(home, shared?.code ?? first?.code ?? '', this.#state.language, {
      changed: () => this.#later(),
      actionsOf: (report) => this.#actionsOf(report),
      pageOf,
    });
    window.addEventListener('hashchange', this.#hashChanged);
    window.addEventListener('keydown', this.#key, true);
    this.#show(this.#state.reports, this.#state.selected);
    await this.#lint();
  }

  close(): void {
    clearTimeout(this.#timer);
    window.removeEventListener('hashchange', this.#hashChanged);
    window.removeEventListener('keydown', this.#key, true);
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
    else this.#done(this.#editor.mend(fixed), 'All fixes were applied');
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
      this.#tell('The link to this code is in the clipboard.');
    } catch {
      this.#tell('The link to this code is in the address bar.');
    }
  }

  /** The keys that work wherever on the page the focus is. */
  readonly #key = (event: KeyboardEvent): void => {
    if (event.key === 'F8') this.#next(event.shiftKey ? -1 : 1);
    else if (event.key === 'Enter' && event.altKey && event.shiftKey) void this.fixAll();
    else if (event.key === 'Enter' && event.altKey) this.#applyFirst();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

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

  /** Announces something; an answer of the linter that is still to come tells it again, instead of talking over it. */
  #tell(status: string): void {
    this.#set({ status });
    if (this.#isWaiting) this.#news = `${status} `;
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#isWaiting = true;
    this.#timer = setTimeout(() => {
      if (this.#news === '') this.#set({ changes: [] });
      if (examples.find(({ name }) => name === this.#state.example)?.code !== this.#editor?.code)
        this.#set({ example: '' });
      void this.#lint();
    }, PAUSE);
  }

  async #lint(): Promise<void> {
    clearTimeout(this.#timer);
    this.#isWaiting = true;
    try {
      const reports = await this.#linter?.lint(this.#question());
      if (!reports) return;
      this.#isWaiting = false;
      const selected = this.#following(reports);
      this.#set({ reports, phase: 'ready', status: this.#news + summaryOf(reports) });
      this.#news = '';
      this.#show(reports, selected);
    } catch (error) {
      this.#set({
        phase: 'failed',
        status: `The linter failed: ${error instanceof Error ? error.message : String(error)}`,
      });
    }
  }

  #show(reports: readonly Report[], selected: number): void {
    this.#editor?.showReports(reports);
    this.select(selected, false);
  }

  /** Which of new reports is shown: the one that was, or what the example is about, or the nearest to the cursor. */
  #following(reports: readonly Report[]): number {
    const { selected, example } = this.#state;
    const before = this.#state.reports[selected];
    const same = reports.findIndex(({ rule, message }) => rule === before?.rule && message === before?.message);
    if (same >= 0) return same;
    if (example !== '') return chosen(reports, example);
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
    void questionAt(location.hash).then((shared) => {
      if (!shared) return;
      this.#set({ ...shared, selected: -1, changes: [] });
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
