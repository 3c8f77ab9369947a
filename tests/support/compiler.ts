import { join } from 'node:path';

import ts from 'typescript';

/** The packages against which the catalog is checked: whatever a text of the tests imports is declared there. */
export const home = join(import.meta.dirname, '../catalog/packages');

/** As strict as the code of a careful user, and the newest of the language. */
export const options: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts'],
  module: ts.ModuleKind.Preserve,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  types: ['node'],
  typeRoots: [join(home, 'node_modules/@types')],
  jsx: ts.JsxEmit.Preserve,
  esModuleInterop: true,
};
