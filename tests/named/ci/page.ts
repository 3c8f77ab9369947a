import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The code blocks of docs/ci.md, which the tests run as they stand there. */

const page = readFileSync(join(import.meta.dirname, '../../../docs/ci.md'), 'utf8');

/** A file that the page shows, by its name. */
export function fileOnPage(name: string): string {
  const found = new RegExp(`^\`\`\`\\w+ ${name.replaceAll('.', '\\.')}(?: config)?\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(
    page,
  )?.[1];
  if (found === undefined) throw new Error(`docs/ci.md shows no ${name}`);
  return found;
}

/** The commands under a heading, as arguments after `npx`. */
export function commandsUnder(heading: string): string[][] {
  const section = page.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? '';
  const blocks = [...section.matchAll(/^```sh.*\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code);
  return blocks.flatMap((code) => code.trim().split('\n')).map((line) => line.replace(/^npx /, '').split(' '));
}
