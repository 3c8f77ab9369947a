import { escaped } from '../catalog/patterns.ts';

/** What a text takes out of a module that it imports. */
export interface Taken {
  has(name: string): boolean;
  /** Whether it offers all of it again: `export * from './load.js'`. */
  readonly isPassedOn: boolean;
}

/**
 * What a text takes out of a module, by the words of its imports alone; undefined where one of them is not plain, so that anything may
 * be taken.
 *
 *     import { load } from './load.js';            // `load`
 *     const api = require('./load');               // `load` of `api.load()`, and anything of `api[name]` and `run(api)`
 *     require('./load')[name]();                   // not plain
 */
export function takenFrom(specifier: string, text: string): Taken | undefined {
  const quoted = `['"\`]${escaped(specifier)}['"\`]`;
  const found = (pattern: string): RegExpExecArray[] => [...text.matchAll(new RegExp(pattern, 'g'))];
  const [lists, holders] = [found(LISTS + quoted + ENDED), found(HOLDERS + quoted + ENDED)];
  const [passing, bare] = [
    found(String.raw`\bexport\s*\*\s*from\s*${quoted}`),
    found(String.raw`\bimport\s*${quoted}`),
  ];
  const all = found(quoted).length;
  if (all === 0 || all > lists.length + holders.length + passing.length + bare.length) return undefined;
  const listed = [...lists, ...holders].flatMap(({ groups }) => groups?.['imported'] ?? groups?.['bound'] ?? []).join();
  if (listed.includes('...')) return undefined;
  const names = holders.flatMap(({ groups }) => groups?.['module'] ?? groups?.['assigned'] ?? groups?.['held'] ?? []);
  const rest = holders.reduce((left, [whole]) => left.replace(whole, ''), text);
  return {
    has: (name) => isSaid(name, listed) || names.some((holder) => isTakenOut(name, holder, rest)),
    isPassedOn: passing.length > 0,
  };
}

const REQUIRED = String.raw`(?:await\s+import|require)\s*\(\s*`;

/** `import { a, b as c } from`, `export { a } from`, `const { a, b: c } = require(`. */
const LISTS = String.raw`(?:\b(?:import|export)\s+(?:type\s+)?\{(?<imported>[^{}]*)\}\s*from\s*|\b(?:const|let|var)\s*\{(?<bound>[^{}]*)\}\s*=\s*${REQUIRED})`;

/** `import api from`, `import * as api from`, `import api, { a } from`, `import api = require(`, `const api = require(`. */
const HOLDERS = String.raw`(?:\bimport\s+(?:type\s+)?(?:\*\s*as\s+)?(?<module>[\w$]+)(?:\s*,\s*\{(?<imported>[^{}]*)\})?\s*from\s*|\bimport\s+(?<assigned>[\w$]+)\s*=\s*require\s*\(\s*|\b(?:const|let|var)\s+(?<held>[\w$]+)\s*=\s*${REQUIRED})`;

/** Nothing is taken out of the call at once: no `require('./load').all`. */
const ENDED = String.raw`(?!\s*\)\s*(?:\?\.|[.([!]))`;

function isSaid(name: string, list: string): boolean {
  return new RegExp(String.raw`(?<![\w$])${escaped(name)}(?![\w$])`).test(list);
}

/** `api.load`, and `api` by itself or in `{ ...api }`, of which anything may be taken. */
function isTakenOut(name: string, holder: string, text: string): boolean {
  const others = String.raw`\s*\??\.\s*(?!${escaped(name)}(?![\w$]))[\w$]`;
  return new RegExp(String.raw`(?<![\w$]|(?<!\.\.)\.)${escaped(holder)}(?![\w$])(?!${others})`).test(text);
}
