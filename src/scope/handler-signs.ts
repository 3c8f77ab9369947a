import type { Framework, Look } from '../catalog/frameworks/vocabulary.ts';
import { perObject } from '../memo.ts';

/**
 * Whether a text may hold a function that a framework calls again and again, as far as its words tell. Most files hold none, and what
 * other files build behind their calls is then of no interest.
 */
export function mayHoldHandlers(frameworks: readonly Framework[], text: string, path: string): boolean {
  const { signs, exported } = signsOf(frameworks);
  if (signs.test(text)) return true;
  return exported.some((each) => each.path.test(path) && each.words.every((pattern) => pattern.test(text)));
}

/** What `handlersOf` looks for, each kind by what has to be in the text for it. */
const signsOf = perObject((frameworks: readonly Framework[]) => {
  const modules = frameworks.flatMap((each) => each.modules.filter((name) => name !== GLOBAL).map(escaped));
  const parts = [
    `['"](?:${modules.join('|')})['"]`,
    words(frameworks.filter(({ modules: from }) => from.includes(GLOBAL)).flatMap(globalNames)),
    words(frameworks.flatMap(({ looks = [] }) => looks.flatMap(({ properties = [] }) => properties.map(firstPart)))),
    ...frameworks.flatMap(({ looks = [] }) => looks.map(signOfLook)),
    ...OTHERS,
  ];
  const found = frameworks.flatMap(({ exported = [] }) => exported);
  return {
    signs: new RegExp(parts.filter(Boolean).join('|')),
    exported: found.map(({ names, path = '', parameter = [] }) => ({
      path: new RegExp(path),
      // Anything may be exported by default, be it by `module.exports`.
      words: [names.includes('default') ? [] : names, parameter].map((each) => new RegExp(words(each))),
    })),
  };
});

const GLOBAL = 'global';

/** Server actions, requests by the name of the parameter, hooks and markup. */
const OTHERS = [`['"]use server['"]`, String.raw`\breq\b`, String.raw`\buse[A-Z]`, String.raw`</|/>`];

/** What is called, or annotated, without an import. */
function globalNames({ registrations = [], parameters = [], functions = [] }: Framework): readonly string[] {
  return [...registrations.flatMap(({ on, methods }) => on ?? methods), ...parameters, ...functions];
}

/** `router.get('/users', …)`, `channel.consume(…)`. */
function signOfLook({ methods = [], path, receiver = '' }: Look): string {
  if (methods.length === 0) return '';
  const called = String.raw`\.\s*(?:${methods.map(escaped).join('|')})\s*(?:<[^()]*>)?\s*\(`;
  if (path) return String.raw`${called}\s*['"\`]?/`;
  const plain = receiver.replace(/^\^|\$$/g, '');
  // The name of a receiver may be told by its end: as a part of a longer text it stands for itself where it has no more anchors.
  return plain === '' || /[$^]/.test(plain) ? called : plain;
}

/** `Query` of `Query.*`. */
function firstPart(property: string): string {
  return property.split('.')[0] ?? property;
}

function words(names: readonly string[]): string {
  return names.length === 0 ? '' : String.raw`(?<![\w$])(?:${names.map(escaped).join('|')})(?![\w$])`;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
