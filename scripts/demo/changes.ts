import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { structuredPatch } from 'diff';

import { added, dim, removed, strong } from './terminal.ts';

/** A file before and after. */
export interface Change {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** The sources that differ between two folders. */
export function changesIn(original: string, copy: string): Change[] {
  const files = readdirSync(join(original, 'src')).sort();
  const pairs = files.map((name) => {
    const file = `src/${name}`;
    return { file, before: readFileSync(join(original, file), 'utf8'), after: readFileSync(join(copy, file), 'utf8') };
  });
  return pairs.filter(({ before, after }) => before !== after);
}

/** The change as a unified diff. */
export function patchOf({ file, before, after }: Change): string {
  const { hunks } = structuredPatch(file, file, before, after, '', '', { context: 2 });
  const shown = hunks.flatMap(({ oldStart, lines }) => [
    dim(`@@ line ${oldStart} @@`),
    ...lines.map((line) => coloured(line.trimEnd())),
  ]);
  return [strong(file), ...shown].join('\n');
}

function coloured(line: string): string {
  return line.startsWith('+') ? added(line) : line.startsWith('-') ? removed(line) : line;
}
