import { type VNode, defineComponent, h, onBeforeUnmount, onMounted, reactive, ref } from 'vue';

import { NEEDS } from '../linter/project.ts';
import type { Language, Preset } from '../linter/protocol.ts';
import { data } from './examples.data.ts';
import { changesList, choice, keysHelp, reportList } from './panels.ts';
import { Dialogue } from './dialogue.ts';
import { type State, firstState, pageOf } from './state.ts';

/** The playground: the code on one side, what the rules say of it on the other. */
export const Playground = defineComponent({
  name: 'Playground',
  setup() {
    const home = ref<HTMLElement>();
    const state = reactive(firstState());
    const dialogue = new Dialogue(state);
    onMounted(() => void dialogue.open(home.value));
    onBeforeUnmount(() => dialogue.close());
    return () =>
      h('main', { class: 'pg' }, [
        h('header', { class: 'pg-head' }, [
          h('h1', 'Playground'),
          h('p', [
            'Paste code of a Node.js service. Nothing of it leaves this page. It is linted as code of a project that needs ',
            ...needs(),
            '.',
          ]),
        ]),
        toolbar(state, dialogue),
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
              select: (at) => dialogue.select(at, true),
              apply: (edit, what) => dialogue.apply(edit, what),
              pageOf,
            }),
            changesList(state.changes),
          ]),
        ]),
      ]);
  },
});

function toolbar(state: State, dialogue: Dialogue): VNode {
  return h('div', { class: 'pg-tools', role: 'group', 'aria-label': 'What is linted, and how' }, [
    choice(
      'Example',
      state.example,
      [...data.examples.map(({ name }) => [name, name] as const), ['', 'Your own code']],
      (name) => dialogue.take(name),
    ),
    choice('Language', state.language, LANGUAGES, (value) => dialogue.choose({ language: value as Language })),
    choice('Rules', state.preset, PRESETS, (value) => dialogue.choose({ preset: value as Preset })),
    h('label', { class: 'pg-check' }, [
      h('input', {
        type: 'checkbox',
        checked: state.using,
        onChange: (event: Event) => dialogue.choose({ using: (event.target as HTMLInputElement).checked }),
      }),
      h('span', ['Edits may write ', h('code', 'await using')]),
    ]),
    h('div', { class: 'pg-buttons' }, [
      button('Fix all', () => void dialogue.fixAll(), 'pg-button-main', !state.reports.some(({ fix }) => fix)),
      button('Undo', () => dialogue.undo()),
      button('Redo', () => dialogue.redo()),
      button('Copy link', () => void dialogue.share()),
    ]),
  ]);
}

/** What the project of the code is taken to need: some rules ask for the version. */
function needs(): readonly VNode[] {
  return Object.entries(NEEDS).map(([name, range]) => h('code', `${name}@${range}`));
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
