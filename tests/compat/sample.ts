import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The small project that has to be judged alike wherever it is linted. */

const home = join(import.meta.dirname, 'fixtures/project');

/** What a report of the sample needs beyond the file itself; nothing where it stands alone. */
export type Need = 'types' | 'across files';

/** A report that a comment in the sample announces. */
export interface Announced {
  readonly line: number;
  readonly rule: string;
  readonly need: Need | undefined;
}

export interface SampleFile {
  readonly path: string;
  readonly text: string;
  readonly announced: readonly Announced[];
}

const ANNOUNCEMENT = /\/\/ reported(?: with (types))?(?: (across files))?: ([\w-]+)/;

/** All files of the sample, one of them a second time as Windows writes it. */
export function sampleFiles(): SampleFile[] {
  const paths = readdirSync(home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(home.length + 1)
        .replaceAll('\\', '/'),
    );
  const files = paths.sort().map((path) => fileOf(path, readFileSync(join(home, path), 'utf8')));
  const written = files.find(({ path }) => path === 'src/balance.js');
  return [...files, ...(written ? [fileOf('src/windows.js', asOnWindows(written.text))] : [])];
}

/** With a byte order mark and carriage returns. */
function asOnWindows(text: string): string {
  return `\uFEFF${text.replaceAll('\n', '\r\n')}`;
}

function fileOf(path: string, text: string): SampleFile {
  const announced = text.split('\n').flatMap((line, i) => {
    const [, types, across, rule] = ANNOUNCEMENT.exec(line) ?? [];
    return rule === undefined ? [] : [{ line: i + 1, rule, need: (types ?? across) as Need | undefined }];
  });
  return { path, text, announced };
}
