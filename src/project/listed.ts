import { basename, dirname, join } from 'node:path';

import { escaped } from '../catalog/patterns.ts';
import { entriesOf } from './disk.ts';
import { isSaidElsewhere } from './mentions.ts';
import { textOfFile } from './named.ts';

/** A `require` or an `import()` of what is put together, or something that lists files. */
const LISTING = String.raw`(?:\b(?:require|import)\s*\(\s*(?!['"][^'"\n]*['"]\s*[,)])|\b(?:readdir|glob|fg|require-?(?:dir|all|directory)|include-?all|auto-?load\w*)(?:Sync)?\b|import\.meta\.glob)`;

/**
 * Whether the files of a folder may be loaded one after the other, by names that are put together or read from the disk: one of them does
 * that, or another file that says the folder's name, and not that of one of its files.
 *
 *     readdirSync(join(__dirname, 'jobs')).map((name) => require(`./jobs/${name}`))
 */
export function mayBeListed(
  path: string,
  filename: string,
  folder: string | undefined,
  isTest: (path: string) => boolean,
): boolean {
  const home = dirname(path);
  const listing = new RegExp(LISTING, 'i');
  const here = entriesOf(home).filter((each) => each.isFile() && /\.[cm]?[jt]sx?$/.test(each.name));
  if (here.some(({ name }) => listing.test(textOfFile(join(home, name)) ?? ''))) return true;
  const named = String.raw`['"\`/]${escaped(basename(home))}(?:['"\`*]|/(?!\w))`;
  const pattern = new RegExp(String.raw`^(?=[\s\S]*?${LISTING})[\s\S]*?${named}`, 'i');
  return isSaidElsewhere(pattern, filename, folder, { reach: 'code', isTest }) !== false;
}
