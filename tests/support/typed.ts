import { existsSync } from 'node:fs';
import { join } from 'node:path';

import ts from 'typescript';

import { home, options as shared } from './compiler.ts';

const options: ts.CompilerOptions = { ...shared, allowJs: true };

/**
 * One program over texts that pretend to be files, by absolute path; they see each other, and the installed packages. What declares
 * something in `/app/node_modules` may be among them. To be given to the parser as `programs`.
 */
export function programOver(texts: ReadonlyMap<string, string>): ts.Program {
  if (!existsSync(join(home, 'node_modules')))
    throw new Error('Install the packages first: node scripts/install-catalog-packages.mjs');
  const host = ts.createCompilerHost(options, true);
  const folders = new Set([...texts.keys()].flatMap(foldersOf));
  const virtual: ts.CompilerHost = {
    ...host,
    readFile: (name) => texts.get(name) ?? host.readFile(name),
    fileExists: (name) => texts.has(name) || host.fileExists(name),
    directoryExists: (name) => folders.has(name) || ts.sys.directoryExists(name),
    getSourceFile: (name, language, ...rest) => {
      const text = texts.get(name);
      return text === undefined
        ? host.getSourceFile(name, language, ...rest)
        : ts.createSourceFile(name, text, language, true);
    },
  };
  const resolve = (name: string, from: string): ts.ResolvedModuleWithFailedLookupLocations =>
    ts.resolveModuleName(name, from, options, virtual);
  virtual.resolveModuleNameLiterals = (literals, from) =>
    literals.map(({ text }) => {
      const found = resolve(text, from);
      return found.resolvedModule || !texts.has(from) ? found : resolve(text, join(home, 'file.ts'));
    });
  return ts.createProgram([...texts.keys()], options, virtual);
}

function foldersOf(name: string): string[] {
  const parts = name.split('/').slice(0, -1);
  return parts.map((_, i) => parts.slice(0, i + 1).join('/') || '/');
}
