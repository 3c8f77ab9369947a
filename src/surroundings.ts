import type { TSESLint } from '@typescript-eslint/utils';

/** What a file is, from its name and a glance at its text. */

/** Files that no person writes: minified, bundled or marked as generated. */
export function isGenerated(text: string, filename: string): boolean {
  if (/[.-]min\.[cm]?js$/.test(filename)) return true;
  if (/@generated\b|\bgenerated (?:by|from|file|code)\b|\bdo not edit\b/i.test(text.slice(0, 400))) return true;
  if (text.length < 5_000) return false;
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return text.length / lines > 300;
}

/** Test files, by the names that test runners look for, and what is run once by hand: scripts, examples, benchmarks. */
export function isTestFile(filename: string): boolean {
  return /(?:^|[\\/])(?:__tests__|__mocks__|tests?|testing|testdata|test-[\w-]+|spec|e2e|fixtures|scripts?|examples?|samples|benchmarks?|\.github)[\\/]|^tools[\\/]|[-._](?:test|spec|e2e|bench|stories)\.[cm]?[jt]sx?$/.test(
    filename,
  );
}

const WORKER_TEXT =
  /\b(?:parentPort|workerData|importScripts|DurableObjectState|WorkerEntrypoint)\b|\bctx: ExecutionContext\b|['"]cloudflare:|\bfetch\s*\(\s*\w+\s*(?::\s*Request\s*)?,\s*env\b/;

/** Scripts that are run, and workers: they end as a whole, or are ended from outside. */
export function endsWithItsRun(text: string, filename: string): boolean {
  return text.startsWith('#!') || /(?:^|[\\/._-])workers?\.[cm]?[jt]sx?$/i.test(filename) || WORKER_TEXT.test(text);
}

/** Relative addresses and build-time settings that only a page has, and libraries that run in one. */
const BROWSER_TEXT =
  /\bfetch\(\s*(?:['"`]\/(?!\/)|['"`]\.\.?\/)|\bimport\.meta\.env\.VITE_|from\s*['"](?:react-dom(?:\/client)?|svelte(?:\/\w+)?|vue|solid-js|@angular\/core|chrome-extension)['"]|\bchrome\.(?:runtime|tabs|storage)\./;
const HOOKS = /\buse(?:State|Effect|Reducer|Ref|Callback|Memo|Query|Mutation)\(/;
const BROWSER_GLOBALS = new Set([
  'window',
  'document',
  'localStorage',
  'sessionStorage',
  'HTMLElement',
  'customElements',
]);

/** Whether a path inside a package that is a page otherwise is one that a server runs: `api/login.ts`, `functions/…`, `vite.config.ts`, `entry.server.ts`. */
export function isServed(path: string): boolean {
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
  if (/^\s*(?:\/\/[^\n]*\n|\/\*[\s\S]*?\*\/|\s)*['"]use client['"]/.test(text)) return true;
  if (
    /\.(?:vue|svelte)$|(?:^|[\\/])(?:frontend|webview|webviews|renderer|static|public)[\\/]/.test(filename) ||
    BROWSER_TEXT.test(text)
  )
    return true;
  if (/\.[jt]sx$|(?:^|[\\/])use[A-Z][^\\/]*$/.test(filename) && HOOKS.test(text)) return true;
  if (isPage()) return true;
  if (!/\b(?:window|document|localStorage|sessionStorage|HTMLElement|customElements)\b/.test(text)) return false;
  const global = sourceCode.scopeManager?.globalScope;
  const used = [
    ...(global?.through ?? []),
    ...(global?.variables.filter((variable) => variable.defs.length === 0).flatMap((variable) => variable.references) ??
      []),
  ];
  return used.some(({ identifier }) => BROWSER_GLOBALS.has(identifier.name) && !isProbe(identifier));
}

/** `typeof window`: code that asks where it runs runs in both places. */
function isProbe(identifier: { readonly parent?: { readonly type: string } | undefined }): boolean {
  return identifier.parent?.type === 'UnaryExpression';
}
