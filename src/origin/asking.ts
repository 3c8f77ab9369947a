/**
 * Which imported names a text makes it worth while to ask another file about: those that by their sound make or fetch something,
 * and those that a value comes from of which something is used that only a response, a lease or a client has. Names are compared
 * as words, wherever they are declared: two variables of one name are taken for one, which costs a look too many and no answer.
 *
 *     const response = await users.load(id);   // `users` and `load`, for the next line's sake
 *     if (!response.ok) throw new Error();
 */
export function askedFor(text: string): Asked {
  // The gate asks first, and the look at other files after it, of the same text.
  if (last?.text !== text) last = { text, isAsked: askedIn(text) };
  return last.isAsked;
}

type Asked = (name: string, specifier: string) => boolean;

let last: { readonly text: string; readonly isAsked: Asked } | undefined;

function askedIn(text: string): Asked {
  const links = linksOf(text);
  const asked = new Set<string>();
  const pending = seedsOf(text);
  for (let word = pending.pop(); word !== undefined; word = pending.pop()) {
    if (asked.has(word)) continue;
    asked.add(word);
    pending.push(...(links.get(word) ?? []));
  }
  const wholes = wholesOf(text);
  return (name, specifier) =>
    asked.has(name) ||
    SOUNDS.test(name) ||
    (wholes.get(specifier) ?? []).some((local) => asked.has(local) || SOUNDS.test(local));
}

/** Whether a text asks for something that it imports from what is no installed package by the looks of it. */
export function asksForImports(text: string): boolean {
  const isAsked = askedFor(text);
  const imports = [...text.matchAll(IMPORTED), ...text.matchAll(REQUIRED)].map(
    ({ 1: specifier = '', index }) => [specifier, clauseBefore(text, index)] as const,
  );
  return imports.some(([specifier, clause]) => wordsOf(clause).some((name) => isAsked(name, specifier)));
}

/** `from './users.js'`, `from '@/users'`, `from '@acme/users'`. */
const IMPORTED = /\bfrom\s*['"]((?:\.{1,2}(?:\/|(?=['"]))|[@~#]|[\w-]+\/)[^'"]*)['"]/g;
/** What stands between the word that begins an import or a declaration and its specifier, or its value. */
export function clauseBefore(text: string, index: number): string {
  const before = text.slice(Math.max(0, index - 1_000), index);
  const [last] = [...before.matchAll(/\b(?:import|export|const|let|var)\b|;/g)].slice(-1);
  return before.slice(last ? last.index + last[0].length : 0);
}

const TELLING =
  '(?:ok|status|statusCode|statusText|body|bodyUsed|json|arrayBuffer|blob|dump|release|disconnect|quit|destroy|close|end|terminate)';

const ANSWERED = '(?:ok|status|statusCode|statusText|body|json)';
/** Names by which people call what comes to them, or has failed. */
const TOLD = '(?:req|request|ctx|context|input|event|err|error|e)';
/** `'paid'`, `OrderStatus.Paid`, which no response says of itself. */
const STATE = String.raw`(?:['"\`]|(?!Http|HTTP)[A-Z]\w*Status\.)`;
/** What is used of something, where it is no answer of ours, no state of a record, and no record is deleted by it. */
const PART = String.raw`(?!status\s*\(|status\s*[!=]==?\s*${STATE}|destroy\s*\(\s*\{)${TELLING}\b`;

/** What stands between the brackets of a call, with two more pairs in it. */
const GIVEN = String.raw`\((?:[^()]|\((?:[^()]|\([^()]*\))*\)){0,600}\)`;
const CHAIN = String.raw`(?<![\w$#.])[\w$#]+(?:[?!]*\.[\w$#]+)*`;

/**
 * `response.ok`, `client!.release()`; `res.status(404)` and `context.body = page` are answers of ours, `User.destroy({ where })` is
 * asked of a class, `user.destroy({ transaction })` of a record, `order.status === 'paid'` is the state of one, and `req.body` or
 * `error.status` is told to us: none of them was opened.
 */
const USED = new RegExp(
  String.raw`(?<![\w$#])(?![A-Z]\w*[a-z])(?!${TOLD}[?!]*\.\s*${ANSWERED}\b)([\w$#]+)[?!]*\.\s*${PART}(?!\s*=[^=>])`,
  'g',
);
/** `(await load(url)).ok`, `load(url).json()`. */
const USED_AT_ONCE = new RegExp(String.raw`(${CHAIN})${GIVEN}(?:\s*\))?[?!]*\s*\.\s*${PART}`, 'g');
/** What the pattern before ends with: without it in the text there is no need to try all brackets. */
const READ_AT_ONCE = new RegExp(String.raw`\)(?:\s*\))?[?!]*\s*\.\s*${TELLING}\b`);
/** `{ body, statusCode } = await load(url)`. */
const TAKEN = new RegExp(
  String.raw`\{[^{}]*\b${TELLING}\b[^{}]*\}\s*=\s*(?:await\s+)?(?:new\s+)?(${CHAIN})\s*[(<]`,
  'g',
);

/** `response = await load(url)`, `const load = async (url) => client.get(url)`, `this.api = new Api()`. */
const HELD = new RegExp(
  String.raw`(?<![\w$#])([\w$#]+)\s*(?::[^=;(){}\n]{1,80})?(?:[|&?]{2})?=(?!=)\s*(?:async\s*)?(?:(?:\([^()]*\)|[\w$]+)(?:\s*:[^=\n]{1,60})?\s*=>\s*)?\(?(?:await\s+)?(?:new\s+)?(${CHAIN})`,
  'g',
);
/** `{ client, close } = await open()`, `[first] = await Promise.all(…)`. */
const UNPACKED = new RegExp(String.raw`[{[]([^{}[\]=;]{1,200})[}\]]\s*=\s*(?:await\s+)?(?:new\s+)?(${CHAIN})`, 'g');
/** `load(url).then((response) => …`. */
const SETTLED = new RegExp(String.raw`(${CHAIN})${GIVEN}\s*\.then\(\s*(?:async\b\s*)?(?:\(\s*)?([\w$]+)`, 'g');
/** `api: Api`, `import { load as loadUser }`. */
const TYPED = /(?<![\w$#])([\w$#]+)[?!]?\s*:\s*(?:Promise<|readonly\s+)?([A-Z][\w$]*)/g;
const RENAMED = /\b([\w$]+)\s+as\s+([\w$]+)/g;

const WHOLE_IMPORT = /\bimport\s+(?:type\s+)?([\w$]+)\b[^'"]*?\bfrom\s*['"]([^'"]+)['"]/g;
const REQUIRED = /=\s*require\s*\(\s*['"]([^'"]+)['"]/g;

/** Names by which people call what gives a resource. */
const SOUNDS =
  /fetch|^(?:create|open|get|new|make|acquire|connect|build|init)\w*(?:Client|Pool|Connection|Conn|Db|DB|Database|Session|Browser|Page|Agent|Socket|Producer|Consumer|Channel|Transport|Runner)$|^(?:with|using)[A-Z]/i;

function wordsOf(chain: string): string[] {
  return chain.match(/[\w$#]+/g)?.filter((word) => word !== 'this' && word !== 'await') ?? [];
}

function seedsOf(text: string): string[] {
  const found: string[] = [];
  for (const pattern of READ_AT_ONCE.test(text) ? [USED, USED_AT_ONCE, TAKEN] : [USED, TAKEN])
    for (const [, chain = ''] of text.matchAll(pattern)) found.push(...wordsOf(chain));
  return found;
}

/** What each name of a text comes from. */
function linksOf(text: string): ReadonlyMap<string, readonly string[]> {
  const links = new Map<string, string[]>();
  const link = (to: string, from: string): void => {
    for (const name of wordsOf(to)) links.set(name, [...(links.get(name) ?? []), ...wordsOf(from)]);
  };
  for (const pattern of [HELD, UNPACKED, TYPED])
    for (const [, to = '', from = ''] of text.matchAll(pattern)) link(to, from);
  for (const pattern of text.includes('.then(') ? [SETTLED, RENAMED] : [RENAMED])
    for (const [, from = '', to = ''] of text.matchAll(pattern)) link(to, from);
  return links;
}

/** The names that a text gives to all of a module, or to what it takes out of it with `require`. */
function wholesOf(text: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const add = (specifier: string, names: string): void => {
    found.set(specifier, [...(found.get(specifier) ?? []), ...wordsOf(names)]);
  };
  for (const [, names = '', specifier = ''] of text.matchAll(WHOLE_IMPORT)) add(specifier, names);
  for (const { 1: specifier = '', index } of text.matchAll(REQUIRED)) add(specifier, clauseBefore(text, index));
  return found;
}
