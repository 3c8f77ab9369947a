import { dirname, join } from 'node:path';

import { escaped } from '../catalog/patterns.ts';
import { entriesOf, stampOf, textAt } from './disk.ts';
import { namesFor } from './importers.ts';

/** What is not code, but says which files of a project are run. */

/** The longest file that is looked into. */
const LONGEST = 400_000;

/** `package.json`, `serverless.yml`, `vite.config.ts`, `Dockerfile`; no lists of what is installed. */
const SETTINGS =
  /\.(?:json[c5]?|ya?ml|toml|sh|tf)$|\.config\.[cm]?[jt]s$|^(?:Dockerfile|Procfile|Makefile)|\.Dockerfile$/i;
const INSTALLED = /lock|shrinkwrap/i;

/** Whether a setting in the root of a project, or in a folder between it and a file, says the name of the file. */
export function isNamedInSettings(path: string, root: string): boolean {
  const names = namesFor(path).filter((name) => /\w/.test(name) && !/^(?:index|main|mod|src|lib|app)$/.test(name));
  const pattern = new RegExp(String.raw`(?<![\w-])(?:${names.map(escaped).join('|')})(?![\w-])`);
  if (names.length === 0) return true;
  return foldersAbove(path, root).some((folder) =>
    entriesOf(folder)
      .filter((entry) => entry.isFile() && SETTINGS.test(entry.name) && !INSTALLED.test(entry.name))
      .some((entry) => pattern.test(textOfFile(join(folder, entry.name)) ?? '')),
  );
}

function foldersAbove(path: string, root: string): readonly string[] {
  const found: string[] = [];
  for (let folder = dirname(path); folder.length >= root.length; folder = dirname(folder)) found.push(folder);
  return found;
}

/** The text of a file that a person may have written; undefined where it is not there, or too long for that. */
export function textOfFile(path: string): string | undefined {
  const stamp = stampOf(path);
  return stamp && stamp.size <= LONGEST ? textAt(path, stamp) : undefined;
}
