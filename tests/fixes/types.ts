import { existsSync } from 'node:fs';
import { join } from 'node:path';

import ts from 'typescript';

import { home, options as shared } from '../support/compiler.ts';

const options: ts.CompilerOptions = { ...shared, noImplicitReturns: true };

/** What the compiler has to say of some files, all in one program; each file is a module of its own. */
export function typeErrors(files: ReadonlyMap<string, string>): string[] {
  if (!existsSync(join(home, 'node_modules')))
    throw new Error('Install the packages first: node scripts/install-catalog-packages.mjs');
  const texts = new Map([...files].map(([name, text]) => [join(home, name), text]));
  const host = ts.createCompilerHost(options);
  const program = ts.createProgram([...texts.keys()], options, {
    ...host,
    readFile: (name) => texts.get(name) ?? host.readFile(name),
    fileExists: (name) => texts.has(name) || host.fileExists(name),
    getSourceFile: (name, language, ...rest) => {
      const text = texts.get(name);
      return text === undefined
        ? host.getSourceFile(name, language, ...rest)
        : ts.createSourceFile(name, text, language);
    },
  });
  return [...program.getSyntacticDiagnostics(), ...program.getSemanticDiagnostics(), ...program.getGlobalDiagnostics()]
    .filter(({ file }) => file === undefined || texts.has(file.fileName))
    .map(({ file, start, messageText }) => {
      const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line : 0;
      const shown = file?.text.split('\n')[line]?.trim() ?? '';
      return `${file?.fileName.slice(home.length + 1) ?? ''}:${String(line + 1)} ${ts.flattenDiagnosticMessageText(messageText, ' ')} (${shown})`;
    });
}
