import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

const NOTHING = 'This package contains no code of other packages.\n';

/** The licences of all packages of which the bundle contains files, as one text. */
export async function licencesOf(root: string, inputs: readonly string[]): Promise<string> {
  const homes = new Set(inputs.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []));
  const texts = await Promise.all([...homes].sort().map((home) => licenceOf(join(root, home))));
  return texts.length === 0 ? NOTHING : texts.join(`\n${'-'.repeat(80)}\n\n`);
}

/** Fails for a package without a licence text: it must not be bundled before somebody has looked. */
async function licenceOf(home: string): Promise<string> {
  const { name, version, license } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8')) as Record<
    string,
    string
  >;
  const file = (await readdir(home)).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) throw new Error(`${name ?? home} is bundled but has no licence file.`);
  return `${name ?? ''} ${version ?? ''} (${license ?? ''})\n\n${(await readFile(join(home, file), 'utf8')).trim()}\n`;
}
