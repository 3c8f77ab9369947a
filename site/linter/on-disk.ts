import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Linter } from 'eslint';

import { type Bench, benchOf } from './linting.ts';
import { FILES } from './project.ts';

/** The project of the playground in a real folder, for those who lint its examples in Node. */
export function benchOnDisk(): Bench {
  home ??= laidOut();
  return benchOf(Linter, home);
}

let home: string | undefined;

function laidOut(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'pool-hygiene-playground-')));
  for (const [path, text] of Object.entries(FILES)) writeFileSync(join(folder, path), text);
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
