import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { DIFFERENCES, type Difference } from '../tests/named/compat/differences.ts';
import { table } from './pages.ts';

/** A line of the matrix as `npm run test:compat` leaves it. */
interface Row {
  readonly environment: string;
  readonly run: string;
  readonly files: number;
  readonly reports: number;
  readonly mended: number;
  readonly lacks: readonly Difference[];
}

const results = join(import.meta.dirname, '../tests/named/compat/results.json');

/** The reasons for which reports may differ, each with a number that the table uses. */
export function differencesList(): string {
  return Object.entries(DIFFERENCES)
    .map(([name, words], i) => `${i + 1}. **${name[0]?.toUpperCase() ?? ''}${name.slice(1)}.** ${words}`)
    .join('\n');
}

/** What the last run of the matrix found, as a table. */
export function matrixTable(): string {
  if (!existsSync(results)) return 'The matrix was not run yet.';
  const names = Object.keys(DIFFERENCES);
  const rows = (JSON.parse(readFileSync(results, 'utf8')) as Row[]).map((row, i, all) => [
    all[i - 1]?.environment === row.environment ? '' : row.environment,
    row.run,
    String(row.files),
    String(row.reports),
    String(row.mended),
    row.lacks
      .map((each) => String(names.indexOf(each) + 1))
      .sort()
      .join(', '),
  ]);
  return table(['Installed', 'How it is linted', 'Files', 'Reports', 'Files mended', 'Differences'], rows);
}
