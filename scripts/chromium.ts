/** The browser of the tests: Debian's Chromium, which is installed where it is missing. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';

/** Where Chromium is; it is installed first where there is none. */
export function chromiumPath(): string {
  const found = onPath() ?? (install(), onPath());
  if (found === undefined)
    throw new Error('There is no Chromium, and it could not be installed: apt-get install chromium');
  return found;
}

function onPath(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.map((folder) => join(folder, 'chromium')).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function install(): void {
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo'];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', 'chromium'],
  ]) {
    const [command = '', ...rest] = [...asRoot, 'apt-get', ...args];
    // An old list of packages may do where it cannot be brought up to date.
    spawnSync(command, rest, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  }
}
