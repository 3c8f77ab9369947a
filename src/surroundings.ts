import type { TSESLint } from '@typescript-eslint/utils';

import { HOSTS } from './catalog/hosts.ts';
import { PAGES } from './catalog/pages.ts';
import { ON_A_DESK } from './catalog/servers.ts';
import {
  dependenciesOf,
  nearestManifest,
  packageOf,
  standsBesideManifest,
  startsByItself,
} from './project/manifests.ts';

/** What a file is, from its name and a glance at its text. */

/** Where a file lies: on the disk, and inside of the folder that is linted. */
export interface Place {
  readonly filename: string;
  readonly path: string;
}

/** The pattern of a module specifier in its quotes: one of the names, or something below one of the families. */
function quoted(names: readonly string[], families: readonly string[] = []): string {
  return `['"](?:${[...names, ...families.map((family) => `${family}(?:/[\\w-]+)?`)].join('|')})['"]`;
}

/** Files that no person writes: minified, bundled or marked as generated. */
export function isGenerated(text: string, filename: string): boolean {
  if (/[.-]min\.[cm]?js$/.test(filename)) return true;
  if (/@generated\b|\bgenerated (?:by|from|file|code)\b|\bdo not edit\b/i.test(text.slice(0, 400))) return true;
  if (text.length < 5_000) return false;
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return text.length / lines > 300;
}

/** Test files, by the names that test runners look for, and what is run once by hand: scripts, migrations, seeds, examples, benchmarks. */
export function isTestFile(filename: string): boolean {
  return /(?:^|[\\/])(?:__(?:tests?|mocks?|e2e|fixtures|integration)__|tests?|testing|testdata|testcontainers|testutils?|test-[\w-]+|spec|e2e|[\w-]+-tests?|fixtures|migrations?(?:-\w+)?|seeds?|seeders?|scripts?|examples?|samples|benchmarks?|_tools|\.github)[\\/]|^tools[\\/]|[-._](?:test|spec|e2e|bench|benchmark|stories)\.[cm]?[jt]sx?$|(?:^|[\\/._-])test-?(?:utils?|setup|helpers?)\.[cm]?[jt]sx?$/.test(
    filename,
  );
}

/** Words without one of which no worker is: looking for them first is much quicker than for all that they may stand in. */
const WORKER_WORDS = [
  'parentPort',
  'workerData',
  'importScripts',
  'DurableObject',
  'WorkerEntrypoint',
  'ExecutionContext',
  'cloudflare:',
  'Bindings',
  'c.env.',
];

function speaksOfWorkers(text: string): boolean {
  return WORKER_WORDS.some((word) => text.includes(word)) || /,\s*env\b/.test(text);
}

const WORKER_TEXT =
  /\b(?:parentPort|workerData|importScripts|DurableObjectState|WorkerEntrypoint)\b|\bctx: ExecutionContext\b|['"]cloudflare:|\bfetch\s*\(\s*\w+\s*(?::\s*Request\s*)?,\s*env\b/;

/** Scripts that are run, and workers: they end as a whole, or are ended from outside. */
export function endsWithItsRun(text: string, filename: string): boolean {
  if (text.startsWith('#!') || /(?:^|[\\/._-])workers?\.[cm]?[jt]sx?$/i.test(filename)) return true;
  return speaksOfWorkers(text) && WORKER_TEXT.test(text);
}

const SHARES_NOTHING =
  /['"]cloudflare:|\bctx: ExecutionContext\b|\b(?:DurableObjectState|WorkerEntrypoint)\b|\bfetch\s*\(\s*\w+\s*(?::\s*Request\s*)?,\s*env\b|\b(?:Hono|OpenAPIHono)<\{\s*Bindings\b|\bc\.env\.[A-Z]/;

/** Runtimes where what belongs to one request may not be used by another, by what only their code mentions. */
export function sharesNothing(text: string): boolean {
  return speaksOfWorkers(text) && SHARES_NOTHING.test(text);
}

/** Relative addresses, build-time settings and globals that only a page has. */
const BROWSER_TEXT =
  /\bfetch\(\s*(?:['"`]\/(?!\/)|['"`]\.\.?\/)|\bimport\.meta\.env\.VITE_|\bchrome\.(?:runtime|tabs|storage)\.|\bnavigator\.serviceWorker\b/;
const BROWSER_IMPORT = new RegExp(`from\\s*${quoted(PAGES.browserImports, PAGES.browserFamilies)}`);
/** `const BASE_PATH = '/api/v3'`: what a page puts before an address. */
const RELATIVE_BASE = /\bconst (\w+)(?:: string)? = ['"`]\/(?!\/)/g;
const HOOKS = /\buse(?:State|Effect|Reducer|Ref|Callback|Memo|Query|Mutation)\(/;
const BROWSER_GLOBALS = new Set([
  'window',
  'document',
  'localStorage',
  'sessionStorage',
  'HTMLElement',
  'customElements',
  'location',
]);

/** Whether a file is a page or a component, whose script runs again each time it is rendered. */
export function isComponent(filename: string): boolean {
  return /\.(?:astro|vue|svelte)$/.test(filename);
}

/** Whether a path inside a package that is a page otherwise is one that a server runs: `api/login.ts`, `functions/…`, `vite.config.ts`, `entry.server.ts`. */
function isServed(path: string): boolean {
  return /(?:^|[\\/])(?:api|servers?|functions|edge|workers?|middleware|backend|netlify|main|electron)[\\/]|(?:^|[\\/._-])(?:server|middleware|worker|config)\.[cm]?[jt]sx?$/i.test(
    path,
  );
}

/**
 * Code that runs in a browser, where sockets belong to the browser: client modules, components, modules that use what only a page has,
 * and whatever a package that is a page holds.
 */
export function isBrowserFile(
  sourceCode: Readonly<TSESLint.SourceCode>,
  filename: string,
  isPage: () => boolean,
): boolean {
  const text = sourceCode.text;
  if (hasDirective(sourceCode.ast.body, 'use client')) return true;
  if (
    /\.(?:vue|svelte)$|(?:^|[\\/])(?:frontend|webview|webviews|renderer|static|public)[\\/]/.test(filename) ||
    BROWSER_TEXT.test(text) ||
    BROWSER_IMPORT.test(text) ||
    fetchesFromBase(text)
  )
    return true;
  if (/\.[jt]sx$|(?:^|[\\/])use[A-Z-][^\\/]*$/.test(filename) && HOOKS.test(text)) return true;
  if (isPage()) return true;
  if (!/\b(?:window|document|localStorage|sessionStorage|HTMLElement|customElements|location)\b/.test(text))
    return false;
  const global = sourceCode.scopeManager?.globalScope;
  const used = [
    ...(global?.through ?? []),
    ...(global?.variables.filter((variable) => variable.defs.length === 0).flatMap((variable) => variable.references) ??
      []),
  ];
  return used.some(({ identifier }) => BROWSER_GLOBALS.has(identifier.name) && !isProbe(identifier));
}

/** `` fetch(`${BASE_PATH}/runs`) `` where the base is an address without a host. */
function fetchesFromBase(text: string): boolean {
  const bases = [...text.matchAll(RELATIVE_BASE)].map(([, name = '']) => name);
  return bases.some((name) =>
    [`fetch(\`\${${name}}`, `fetch(${name})`, `fetch(${name},`, `fetch(${name} +`].some((call) => text.includes(call)),
  );
}

/** Whether a module says of itself what it is: the strings that stand before its first statement. */
function hasDirective(body: TSESLint.SourceCode['ast']['body'], words: string): boolean {
  for (const statement of body) {
    if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'Literal') return false;
    if (statement.expression.value === words) return true;
  }
  return false;
}

/** `typeof window`: code that asks where it runs runs in both places. */
function isProbe(identifier: { readonly parent?: { readonly type: string } | undefined }): boolean {
  return identifier.parent?.type === 'UnaryExpression';
}

/** Settings of tools, and what is run by hand from a command line. `src/tools` holds what a model may call. */
const TOOL =
  /\.config(?:\.\w+)?\.[cm]?[jt]s$|(?:^|[\\/])(?:\.storybook|\.devcontainer|webpack|gulpfile|Gruntfile|danger|dangerfile)[\\/.]|(?:^|[\\/])(?:cli|bin|cmd|cmds|migrations?|seeds?|seeders|perf\w*|bench\w*|playwright|cypress|vendor|docs|snippets|[\w-]*fixtures)[\\/]|^(?:(?:packages|apps|libs)[\\/][^\\/]+[\\/])?tool(?:s|ing)?[\\/]|^releases?[\\/]/i;
/** Folders whose code is bundled for pages, by the names that people give them. */
const PAGE_FOLDERS =
  /(?:^|[\\/])(?:ui|client-only|composables|hooks|public|static|(?:src|app|web|webapp|client)[\\/]components)[\\/]/;
const COMMAND_LINE = new RegExp(quoted(PAGES.commandImports, PAGES.commandFamilies));
const COMPONENT = new RegExp(quoted(PAGES.componentImports));
const SERVICE_WORKER =
  /\bself\.(?:addEventListener|skipWaiting|clients|registration)\b|\bcaches\.(?:open|match|keys)\(/;

/** A file whose first comment says that it is not to be used any more. */
const ON_ITS_WAY_OUT =
  /^\s*(?:['"]use strict['"];?\s*)?(?:\/\*(?:(?!\*\/)[\s\S]){0,1500}|(?:\/\/[^\n]*\n)*\/\/[^\n]*)@deprecated\b/;

/** Code whose waiting and whose errors are somebody else's: components and service workers, which a browser looks after, settings of tools, and command lines, whose user is there to end them. */
export function isOfPageOrTool(text: string, { filename: own, path: filename }: Place): boolean {
  return (
    /\.[jt]sx$/.test(filename) ||
    PAGE_FOLDERS.test(filename) ||
    COMPONENT.test(text) ||
    TOOL.test(filename) ||
    COMMAND_LINE.test(text) ||
    SERVICE_WORKER.test(text) ||
    runsOnce(text) ||
    ON_ITS_WAY_OUT.test(text) ||
    isOfCommandLine(own, filename)
  );
}

const STARTED =
  /^(?:(?:void|await)\s+)?(?:main|run|build|generate|update|migrate|seed|execute|go|\w*[Mm]ain|(?:https?\.)?(?:get|request)|fetch)\(|^\(async\b|^await\b/m;
const GIVES = /^export\b|\bmodule\.exports\b|^exports\.|\bcreateRequire\b/m;
const GOES_ON =
  /\.(?:listen|once|subscribe|consume|login|schedule)\(|\bprocess\.on\(|\.on\(\s*['"](?:message|connection|request|data|ready)|\b(?:serve|setInterval|schedule\w*)\(|\bnew [A-Z]\w*(?:Server|Worker|Consumer|App|Bot|Job)\b|\bwhile\s*\(\s*true\b|\bfor\s*\(\s*;\s*;/;
const ENDS = /\bprocess\.exit\(|\bprocess\.exitCode\b|\bwriteFile(?:Sync)?\(/;

/** Programs that do one thing and are done, for who started them: nothing is exported, nothing goes on, and the end is said or what came of it is written to a file. */
function runsOnce(text: string): boolean {
  return ENDS.test(text) && STARTED.test(text) && !GIVES.test(text) && !GOES_ON.test(text);
}

/** Whether a text is a command that ends its process when something has failed: what it calls needs to leave nothing tidy. */
export function isCommand(text: string): boolean {
  return text.startsWith('#!') && COMMAND_LINE.test(text) && /\bprocess\.exit\(/.test(text) && !GOES_ON.test(text);
}

/** Whether a file belongs to what is called from a command line: a command of a package that has any, or all of one that is not published. */
function isOfCommandLine(filename: string, path: string): boolean {
  const manifest = nearestManifest(filename);
  if (manifest?.bin === undefined) return false;
  if (/(?:^|[\\/])(?:commands?|cli)[\\/]/.test(path)) return true;
  const needs = dependenciesOf(manifest);
  return manifest.private === true && !PAGES.serves.some((name) => needs.has(name));
}

/** Whether a file is, by its path, the settings of a tool or a part of one. */
export function isOfTool(filename: string): boolean {
  return TOOL.test(filename);
}

const TIMED_IMPORT = new RegExp(quoted(HOSTS.timedImports));

/** Functions of a cloud, which ends each call after the time that it is given: by their types, by the folder that they are deployed from, or by what their package needs. */
export function isTimed(text: string, { filename, path }: Place): boolean {
  if (TIMED_IMPORT.test(text) || /(?:^|[\\/])(?:[\w-]+-)?lambdas?[\\/]/i.test(path)) return true;
  const needs = dependenciesOf(nearestManifest(filename));
  return HOSTS.timedPackages.some((name) => needs.has(name)) && !PAGES.serves.some((name) => needs.has(name));
}

/** For what a file's package is made, by what it depends on: what draws pages, what serves them, both, or neither. */
export function madeFor(filename: string): 'pages' | 'servers' | 'both' {
  const { dependencies, peerDependencies } = nearestManifest(filename) ?? {};
  const names = new Set([dependencies, peerDependencies].flatMap((each) => Object.keys(each ?? {})));
  if (!PAGES.draws.some((name) => names.has(name))) return 'servers';
  return PAGES.servesPages.some((name) => names.has(name)) ? 'both' : 'pages';
}

/** Whether a folder holds, by its name, what is bundled for pages. */
export function isAmongPages(filename: string): boolean {
  return PAGE_FOLDERS.test(filename);
}

const SERVER_PATH =
  /(?:^|[\\/])(?:server|servers|server-only|api|backend|lambdas?|functions|workers?|jobs|cron|middlewares?|routers?|resolvers|controllers)(?:[\\/.]|-)|(?:^|[\\/])(?:route|\+server|middleware)\.[cm]?[jt]s$|\.server\.[cm]?[jt]s$/;
const SERVER_TEXT =
  /['"](?:use server|server-only|node:[\w/]+|fs|path|crypto|os|http|https)['"]|\bprocess\.(?:env\.(?!NEXT_PUBLIC_)|on\b|exit)|\bBuffer\./;

/** Whether a file shows that it runs on a server: where its package makes pages, too, much code runs in either place. */
export function showsServer(text: string, filename: string): boolean {
  return SERVER_PATH.test(filename) || SERVER_TEXT.test(text);
}

/** What serves on a developer's machine, by the names that people give it. */
const OF_DEVELOPERS =
  /(?:^|[\\/._-])(?:dev|local|mocks?|preview|demos?|sandbox|playground|storybook|standalone)(?:[\\/._-]|server)/i;

/**
 * Whether a file is a part of a service, as far as its manifest and its path tell: what is published for others to import or to call
 * from a command line is none, nor what runs on the machine of its user. Without a manifest it may be one.
 */
export function isService({ filename, path }: Place): boolean {
  if (OF_DEVELOPERS.test(path)) return false;
  const manifest = nearestManifest(filename);
  const needs = dependenciesOf(manifest);
  return !manifest || (startsByItself(manifest) && !ON_A_DESK.some((name) => needs.has(name)));
}

/** Whether a text that mentions no library may give a promise away while a `finally` ends something: the only fault that needs no catalog. */
export function mayEscape(text: string, path: string): boolean {
  return /\bfinally\s*\{/.test(text) && /\breturn\b/.test(text) && ENDING.test(text) && !isGenerated(text, path);
}

const ENDING =
  /\.(?:release|unlock|remove|unregister|delete|clean|unpatch|restore|uninstall|tear|dispose|close|disconnect|end|quit|stop|shutdown|terminate)\w*\(/i;

/** Whether the package that the file belongs to is a page, as far as its manifest tells. */
export function isOfPage(filename: string): boolean {
  const home = packageOf(filename);
  if (!home || isServed(home.path)) return false;
  const needs = dependenciesOf(home.manifest);
  const has = (names: readonly string[]): boolean => names.some((name) => needs.has(name));
  if (!has(PAGES.renders) || !has(PAGES.bundles) || has(PAGES.serves)) return false;
  return !has(PAGES.servesOrTypes) || standsBesideManifest(filename, PAGES.entries);
}
