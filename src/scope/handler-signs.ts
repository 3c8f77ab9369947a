import type { Framework, Look } from '../catalog/frameworks/vocabulary.ts';
import { escaped } from '../catalog/patterns.ts';
import { perObject } from '../memo.ts';

/**
 * Whether a text may hold a function that a framework calls again and again, as far as its words tell. Most files hold none, and what
 * other files build behind their calls is then of no interest.
 */
export function mayHoldHandlers(frameworks: readonly Framework[], text: string, path: string): boolean {
  const { signs, modules, looks, exported } = signsOf(frameworks);
  const isAll = (patterns: readonly RegExp[]): boolean => patterns.every((pattern) => pattern.test(text));
  return (
    signs.test(text) ||
    specifiersIn(text).some((each) => modules.has(each)) ||
    looks.some(isAll) ||
    exported.some((each) => each.path.test(path) && isAll(each.words))
  );
}

/** `express` of `from 'express'`, `require('express')`, `import('express')` and `import 'express'`. */
function specifiersIn(text: string): string[] {
  return Array.from(
    text.matchAll(/\b(?:from|require|import)\s*(?:\(\s*)?['"]([^'"\n]+)['"]/g),
    ([, found = '']) => found,
  );
}

/** What `handlersOf` looks for, each kind by what has to be in the text for it. */
const signsOf = perObject((frameworks: readonly Framework[]) => {
  const parts = [
    words(frameworks.filter(({ modules: from }) => from.includes(GLOBAL)).flatMap(globalNames)),
    words(frameworks.flatMap(({ looks = [] }) => looks.flatMap(({ properties = [] }) => properties.map(firstPart)))),
    ...OTHERS,
  ];
  const found = frameworks.flatMap(({ exported = [] }) => exported);
  return {
    signs: new RegExp(parts.filter(Boolean).join('|')),
    modules: new Set(frameworks.flatMap((each) => each.modules.filter((name) => name !== GLOBAL))),
    looks: frameworks.flatMap(({ looks = [] }) => looks.flatMap((look) => signsOfLook(look))),
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

/** `router.get('/users', …)`, `channel.consume(…)`: the call, and who takes it. */
function signsOfLook({ methods = [], path, receiver = '' }: Look): readonly (readonly RegExp[])[] {
  if (methods.length === 0) return [];
  const called = String.raw`\.\s*(?:${methods.map(escaped).join('|')})\s*(?:<[^()]*>)?\s*\(`;
  // What has to stand at an end of a name may stand anywhere in a text; with more anchors in it, it is not asked for.
  const plain = receiver.replace(/^\^|\$$/g, '');
  const taker = plain === '' || /[$^]/.test(plain) ? [] : [new RegExp(plain)];
  return [[new RegExp(path ? String.raw`${called}\s*['"\`]?/` : called), ...taker]];
}

/** `Query` of `Query.*`. */
function firstPart(property: string): string {
  return property.split('.')[0] ?? property;
}

function words(names: readonly string[]): string {
  return names.length === 0 ? '' : String.raw`(?<![\w$])(?:${names.map(escaped).join('|')})(?![\w$])`;
}
