// Installs the packages whose declarations the catalog is checked against; does nothing while their lock file is unchanged.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const home = fileURLToPath(new URL('../tests/catalog/packages/', import.meta.url));
const stamp = `${home}node_modules/.installed-lock`;
const lock = createHash('sha256')
  .update(readFileSync(`${home}package-lock.json`))
  .digest('hex');

if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) {
  console.log('The packages of the catalog are installed.');
} else {
  // Not `npm ci`: that wants optional packages of other platforms in the lock file, none of which is installed here.
  const { status } = spawnSync(
    'npm',
    ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: home,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    },
  );
  if (status !== 0) process.exit(status ?? 1);
  writeFileSync(stamp, lock);
}
