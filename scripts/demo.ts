/**
 * `npm run demo`: lints the shop in `examples/`, whose connections leak as those of real services do, shows the reports,
 * lets `--fix` mend a copy, shows what that changed, and lints the copy again. Fails when something did not go as it should.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { changesIn, patchOf } from './demo/changes.ts';
import { type Report, frameOf } from './demo/frame.ts';
import { compilerErrors, copyOf, ensureBuilt, fixAll, lintAll } from './demo/steps.ts';
import { dim, heading, indented, wrapped } from './demo/terminal.ts';

const root = join(import.meta.dirname, '..');
const shop = join(root, 'examples/shop');

interface Outcome {
  readonly before: readonly Report[];
  readonly after: readonly Report[];
  readonly errors: readonly string[];
}

async function demonstrate(copy: string): Promise<Outcome> {
  heading('1', 'Lint', 'examples/shop with `pool-hygiene/recommended`, without type information');
  const before = await lintAll(shop);
  for (const report of before) console.log(`${frameOf(report, 'examples/shop/')}\n`);

  heading('2', 'Fix', 'eslint --fix on a copy');
  await fixAll(copy);
  for (const change of changesIn(shop, copy)) console.log(`${patchOf(change)}\n`);

  heading('3', 'Lint again', 'what is left for a person');
  const after = await lintAll(copy);
  for (const report of after) console.log(`${frameOf(report)}\n\n${suggestionsOf(report)}\n`);
  return { before, after, errors: compilerErrors(copy) };
}

/** What the editor would offer, as diffs. */
function suggestionsOf({ file, text, suggestions }: Report): string {
  if (suggestions.length === 0) return dim('No edit is offered here: where to release is for a person to say.');
  const shown = suggestions.map(({ words, replaced }) => {
    const patch = patchOf({ file, before: text, after: replaced });
    return `${wrapped(`Suggestion: ${words}`)}\n${indented(patch)}`;
  });
  return shown.join('\n\n');
}

/** What did not go as it should. */
function complaints({ before, after, errors }: Outcome): string[] {
  const [known, left] = [before.map(keyOf), after.map(keyOf)];
  return [
    ...[...before, ...after].filter(({ rule }) => rule === undefined).map(({ message }) => message),
    ...(before.length < 10 ? ['Fewer than ten leaks were found.'] : []),
    ...(left.length >= known.length / 2 ? ['Fewer than half of the reports were mended.'] : []),
    ...left.filter((key) => !known.includes(key)).map((key) => `There was no such report before: ${key}`),
    ...errors.map((error) => `The mended copy does not compile: ${error}`),
  ];
}

/** A report without line numbers, which an edit above it changes. */
function keyOf({ file, rule, message }: Report): string {
  return `${file} ${rule ?? ''} ${message.replaceAll(/ on line \d+/g, '')}`;
}

function conclude({ before, after }: Outcome): void {
  const files = new Set(before.map(({ file }) => file)).size;
  const mended = before.length - after.length;
  heading('', 'In short', '');
  console.log(
    wrapped(
      `${before.length} leaks in ${files} files. ${mended} of them were mended by --fix, ${after.length} are left for a person, ` +
        'none is new, and the mended copy compiles.',
    ),
  );
}

await ensureBuilt(root);
const copy = copyOf(shop, root);
try {
  const outcome = await demonstrate(copy);
  const wrong = complaints(outcome);
  if (wrong.length === 0) conclude(outcome);
  for (const complaint of wrong) console.error(`Not as it should be: ${complaint}`);
  process.exitCode = wrong.length === 0 ? 0 : 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}
