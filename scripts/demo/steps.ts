import { cpSync, mkdtempSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

import { ESLint } from 'eslint';
import ts from 'typescript';

import { buildPackage } from '../build.ts';
import type { Report } from './frame.ts';

/** What the demo does; nothing about how it looks. */

/** Builds the plugin unless what is in `dist` is newer than all that it is made of. */
export async function ensureBuilt(root: string): Promise<void> {
  const made = statSync(join(root, 'dist/index.cjs'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  const paths = ['package.json', 'scripts/build.ts', ...sources.map((source) => join('src', source))];
  const newest = Math.max(...paths.map((path) => statSync(join(root, path)).mtimeMs));
  if (newest > made) await buildPackage();
}

/** A copy of a service in a temporary folder, with the same packages installed. */
export function copyOf(service: string, root: string): string {
  const path = mkdtempSync(join(tmpdir(), 'pool-hygiene-demo-'));
  cpSync(service, path, { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(path, 'node_modules'), 'junction');
  return path;
}

/** Every report in a service, file by file. */
export async function lintAll(service: string): Promise<Report[]> {
  const results = await eslintIn(service).lintFiles(['src']);
  return results.flatMap((result) => result.messages.map((message) => reportOf(result, message, service)));
}

/** Lets ESLint apply its fixes to the files of a service. */
export async function fixAll(service: string): Promise<void> {
  await ESLint.outputFixes(await eslintIn(service, true).lintFiles(['src']));
}

/** The configuration is the example's own, whose plugin is the one that was built here. */
function eslintIn(service: string, fix = false): ESLint {
  const overrideConfigFile = join(import.meta.dirname, '../../examples/shop/eslint.config.js');
  return new ESLint({ cwd: service, overrideConfigFile, fix });
}

function reportOf(result: ESLint.LintResult, found: ESLint.LintResult['messages'][number], service: string): Report {
  const { ruleId, message, line, column, endLine = line, endColumn = column + 1, suggestions = [] } = found;
  const text = result.source ?? '';
  return {
    file: relative(service, result.filePath).replaceAll('\\', '/'),
    text,
    rule: ruleId ?? undefined,
    message,
    line,
    column,
    endLine,
    endColumn,
    suggestions: suggestions.map(({ desc, fix }) => ({
      words: desc,
      replaced: text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1]),
    })),
  };
}

/** What the compiler has to say of a service. */
export function compilerErrors(service: string): string[] {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined };
  const config = ts.getParsedCommandLineOfConfigFile(join(service, 'tsconfig.json'), {}, host);
  if (!config) return ['its tsconfig.json cannot be read'];
  const diagnostics = ts.getPreEmitDiagnostics(ts.createProgram(config.fileNames, config.options));
  return [...config.errors, ...diagnostics].map(({ file, messageText }) => {
    const place = file ? `${relative(service, file.fileName)}: ` : '';
    return place + ts.flattenDiagnosticMessageText(messageText, ' ');
  });
}
