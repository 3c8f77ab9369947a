import { type EditorState, type Extension, StateEffect, StateField } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  EditorView,
  ViewPlugin,
  type ViewUpdate,
  WidgetType,
  gutter,
} from '@codemirror/view';

import type { Step } from '../linter/protocol.ts';

/**
 * The way that a report tells of, drawn over the code: the lines that it passes are tinted, what happens on them is written behind
 * them, and a track beside the lines joins the steps in their order. Those who do not see it have the same steps as a list.
 */

export const showRoute = StateEffect.define<readonly Step[]>();

const route = StateField.define<readonly Step[]>({
  create: () => [],
  update(steps, { changes, effects }) {
    const shown = effects.findLast((effect) => effect.is(showRoute));
    if (shown) return shown.value;
    // What was edited no longer goes that way.
    return changes.empty ? steps : [];
  },
  provide: (field) => [EditorView.decorations.compute([field], (state) => decorationsOf(state.field(field), state))],
});

function decorationsOf(steps: readonly Step[], state: EditorState): DecorationSet {
  const all = numbered(steps).filter(({ from, to }) => from <= to && to <= state.doc.length);
  const lines = Map.groupBy(all, ({ from }) => state.doc.lineAt(from).from);
  return Decoration.set(
    [...lines].flatMap(([start, onLine]) => {
      const { to: end, text } = state.doc.lineAt(start);
      const told = onLine.filter(({ what }) => what !== undefined);
      const isEnd = onLine.some(({ isLast }) => isLast);
      const marks = told.flatMap(({ from, to, isLast }) => {
        const shown = state.sliceDoc(from, Math.min(to, end)).trimEnd();
        return shown === '' ? [] : [mark(isLast).range(from, from + shown.length)];
      });
      const line = Decoration.line({ class: isEnd ? 'pg-route-line pg-route-line-end' : 'pg-route-line' }).range(start);
      const words = told.map(({ number, what = '' }) => `${number} ${what}`);
      // The end has to be seen however long its line is: it stands below.
      const widget = new Note(words, isEnd ? text.length - text.trimStart().length : undefined);
      const note = Decoration.widget({ widget, side: 1, block: isEnd });
      return [line, ...marks, ...(words.length > 0 ? [note.range(end)] : [])];
    }),
    true,
  );
}

function mark(isLast: boolean): Decoration {
  return Decoration.mark({ class: isLast ? 'pg-route-mark pg-route-mark-end' : 'pg-route-mark' });
}

interface Numbered extends Step {
  /** From 1, for those with words; empty for the others. */
  readonly number: string;
  readonly isLast: boolean;
}

function numbered(steps: readonly Step[]): readonly Numbered[] {
  let count = 0;
  return steps.map((step, at) => ({
    ...step,
    number: step.what === undefined ? '' : String(++count),
    isLast: at === steps.length - 1,
  }));
}

/** What happens on a line: behind it, or below it with an indentation. */
class Note extends WidgetType {
  readonly #text: string;
  readonly #indent: number | undefined;

  constructor(words: readonly string[], indent: number | undefined) {
    super();
    this.#text = words.join(' → ').replaceAll('`', '');
    this.#indent = indent;
  }

  override eq(other: Note): boolean {
    return this.#text === other.#text && this.#indent === other.#indent;
  }

  toDOM(): HTMLElement {
    const note = document.createElement(this.#indent === undefined ? 'span' : 'div');
    note.className = this.#indent === undefined ? 'pg-route-note' : 'pg-route-note pg-route-note-end';
    if (this.#indent !== undefined) note.style.setProperty('--pg-indent', String(this.#indent));
    note.setAttribute('aria-hidden', 'true');
    note.textContent = this.#text;
    return note;
  }
}

const SVG = 'http://www.w3.org/2000/svg';
const RADIUS = 7.5;
const LANE = 14;
/** How many steps stand side by side on one line; the others share the last place. */
const LANES = 3;

interface Spot {
  readonly x: number;
  readonly y: number;
  readonly step: Numbered;
}

/** The track beside the lines. */
class Track {
  readonly #svg = document.createElementNS(SVG, 'svg');

  constructor(view: EditorView) {
    this.#svg.setAttribute('class', 'pg-route-track');
    this.#svg.setAttribute('aria-hidden', 'true');
    this.#draw(view);
  }

  update(update: ViewUpdate): void {
    const isOther = update.startState.field(route) !== update.state.field(route);
    if (isOther || update.geometryChanged || update.docChanged) this.#draw(update.view);
  }

  destroy(): void {
    this.#svg.remove();
  }

  #draw(view: EditorView): void {
    view.requestMeasure({
      key: this,
      read: () => spotsOf(view),
      write: (spots) => {
        const home = view.dom.querySelector('.pg-route-gutter');
        const gutters = home?.parentElement;
        if (!(home instanceof HTMLElement) || !gutters) return;
        if (this.#svg.parentElement !== gutters) gutters.append(this.#svg);
        this.#svg.style.left = `${String(home.offsetLeft)}px`;
        this.#svg.style.height = `${String(view.contentHeight)}px`;
        this.#svg.replaceChildren(...linesBetween(spots), ...spots.map(spotShape));
      },
    });
  }
}

function spotsOf(view: EditorView): readonly Spot[] {
  let lane = 0;
  let last = -1;
  return numbered(view.state.field(route)).flatMap((step) => {
    if (step.from > view.state.doc.length) return [];
    const block = view.lineBlockAt(step.from);
    lane = block.from === last ? Math.min(lane + 1, LANES - 1) : 0;
    last = block.from;
    const y = block.top + view.documentPadding.top + Math.min(block.height, view.defaultLineHeight) / 2;
    return [{ x: RADIUS + 2 + lane * LANE, y, step }];
  });
}

function linesBetween(spots: readonly Spot[]): SVGElement[] {
  return spots.slice(1).flatMap((to, at) => {
    const from = spots[at];
    if (!from || (from.x === to.x && from.y === to.y)) return [];
    const isBack = to.y < from.y;
    const bend = (to.y - from.y) / 2;
    const d = isBack
      ? `M${from.x} ${from.y} C${from.x + 30} ${from.y} ${to.x + 30} ${to.y} ${to.x} ${to.y}`
      : `M${from.x} ${from.y} C${from.x} ${from.y + bend} ${to.x} ${to.y - bend} ${to.x} ${to.y}`;
    return [shape('path', { d, class: isBack ? 'pg-track pg-track-back' : 'pg-track' })];
  });
}

function spotShape({ x, y, step }: Spot): SVGElement {
  if (step.number === '') return shape('circle', { cx: x, cy: y, r: 2.5, class: 'pg-spot-passed' });
  const group = shape('g', { class: step.isLast ? 'pg-spot pg-spot-end' : 'pg-spot' });
  const text = shape('text', { x, y: y + 3.5, 'text-anchor': 'middle' });
  text.textContent = step.number;
  group.append(shape('circle', { cx: x, cy: y, r: RADIUS }), text);
  return group;
}

function shape(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

/** The drawing of a route, and the room for it. */
export function routeDrawing(): Extension {
  return [gutter({ class: 'pg-route-gutter' }), route, ViewPlugin.fromClass(Track)];
}
