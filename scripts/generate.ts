/**
 * `npm run generate` writes what follows from the rules: their index, the header and the table of options of every
 * page, the table in the README; what follows from the catalog, the pages of the libraries and the frameworks; the results
 * of the compatibility matrix; and the schema of the settings, which follows from their types. `--check` writes nothing and
 * fails when something is not as it would be written.
 */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { PoolRule } from '../src/rule/define-rule.ts';
import { differencesList, matrixTable } from './compatibility-page.ts';
import { frameworksPage } from './frameworks-page.ts';
import { librariesPage } from './libraries-page.ts';
import { headerOf, optionsOf, rulesTable, withBlock } from './pages.ts';
import { ruleIndex } from './rule-index.ts';
import { settingsSchema } from './schema.ts';

const root = join(import.meta.dirname, '..');

/** A file and what it should contain. */
export interface Generated {
  readonly path: string;
  readonly text: string;
}

/** The names of all rules: those of their files. */
export function ruleNames(): string[] {
  const files = readdirSync(join(root, 'src/rules')).filter((file) => file.endsWith('.ts') && file !== 'index.ts');
  return files.map((file) => file.slice(0, -'.ts'.length)).sort();
}

/** Everything that is generated, as it should be. */
export async function generated(): Promise<Generated[]> {
  const rules = await Promise.all(ruleNames().map(async (name) => [name, await ruleOf(name)] as const));
  const index = { path: 'src/rules/index.ts', text: ruleIndex(rules.map(([name]) => name)) };
  const pages = rules.flatMap(([name, rule]) => page(name, rule));
  const known = { path: 'docs/libraries.md', text: librariesPage() };
  const handlers = { path: 'docs/frameworks.md', text: frameworksPage() };
  const schema = { path: 'schema.json', text: `${JSON.stringify(settingsSchema(), undefined, 2)}\n` };
  return [index, ...pages, known, handlers, schema, ...compatibility(), ...readme(rules)];
}

async function ruleOf(name: string): Promise<PoolRule> {
  const module = (await import(pathToFileURL(join(root, `src/rules/${name}.ts`)).href)) as { default: PoolRule };
  return module.default;
}

function page(name: string, rule: PoolRule): Generated[] {
  const path = `docs/rules/${name}.md`;
  const text = textOf(path);
  if (text === undefined) return [];
  return [{ path, text: withBlock(withBlock(text, 'header', headerOf(name, rule)), 'options', optionsOf(rule)) }];
}

/** The matrix stands on the page as its last run left it. */
function compatibility(): Generated[] {
  const path = 'docs/compatibility.md';
  const text = textOf(path);
  if (text === undefined) return [];
  return [{ path, text: withBlock(withBlock(text, 'differences', differencesList()), 'matrix', matrixTable()) }];
}

function readme(rules: readonly (readonly [string, PoolRule])[]): Generated[] {
  const text = textOf('README.md');
  return text === undefined ? [] : [{ path: 'README.md', text: withBlock(text, 'rules', rulesTable(rules)) }];
}

function textOf(path: string): string | undefined {
  return existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined;
}

async function run(isCheck: boolean): Promise<void> {
  const dirty = (await generated()).filter(({ path, text }) => textOf(path) !== text);
  for (const { path, text } of dirty) {
    console.log(isCheck ? `${path} is not up to date: run \`npm run generate\`.` : `wrote ${path}`);
    if (!isCheck) writeFileSync(join(root, path), text);
  }
  if (isCheck && dirty.length > 0) process.exitCode = 1;
}

if (import.meta.filename === process.argv[1]) await run(process.argv.includes('--check'));
