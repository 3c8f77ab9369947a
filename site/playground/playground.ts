import { type VNode, defineComponent, h, onBeforeUnmount, onMounted, reactive, ref } from 'vue';

import type { Language, Preset } from '../linter/protocol.ts';
import { data } from './examples.data.ts';
import { changesList, choice, keysHelp, reportList } from './panels.ts';
import { Session } from './session.ts';
import { type State, firstState, pageOf } from './state.ts';

/** The playground: the code on one side, what the rules say of it on the other. */
export const Playground = defineComponent({
  name: 'Playground',
  setup() {
    const home = ref<HTMLElement>();
    const state = reactive(firstState());
    const session = new Session(state);
    onMounted(() => void session.open(home.value));
    onBeforeUnmount(() => session.close());
    return () =>
      h('main', { class: 'pg' }, [
        h('header', { class: 'pg-head' }, [
          h('h1', 'Playground'),
          h('p', 'Paste code of a Node.js service. Nothing of it leaves this page.'),
        ]),
        toolbar(state, session),
        h('div', { class: 'pg-panes' }, [
          h('section', { class: 'pg-code', 'aria-label': 'Editor' }, [
            h('div', { class: 'pg-editor', ref: home }, [
              h('pre', { class: 'pg-placeholder' }, data.examples[0]?.code ?? ''),
            ]),
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
              apply: (edit, what) => session.apply(edit, what),
              pageOf,
            }),
            changesList(state.changes),
          ]),
        ]),
      ]);
  },
});

function toolbar(state: State, session: Session): VNode {
  return h('div', { class: 'pg-tools', role: 'group', 'aria-label': 'What is linted, and how' }, [
    choice(
      'Example',
      state.example,
      [...data.examples.map(({ name }) => [name, name] as const), ['', 'Your own code']],
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
