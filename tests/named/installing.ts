import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '../..');

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The package as it would be published: its path. */
export function packed(): string {
  const destination = mkdtempSync(join(tmpdir(), 'pool-hygiene-pack-'));
  const { stdout, stderr, status } = command('npm', ['pack', '--json', '--pack-destination', destination], root);
  if (status !== 0) throw new Error(stderr);
  const [name] = readdirSync(destination).filter((file) => file.endsWith('.tgz'));
  if (name === undefined) throw new Error(`nothing was packed: ${stdout}`);
  return join(destination, name);
}

function command(name: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Outcome {
  return spawnSync(name, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    maxBuffer: 2 ** 28,
    shell: process.platform === 'win32' && name === 'npm',
  });
}

/** A project of a user in a folder of its own. */
export class Installation {
  // macOS has a link to its temporary folder; what tools say of files are real paths.
  readonly home = realpathSync(mkdtempSync(join(tmpdir(), 'pool-hygiene-compat-')));
  readonly #written = new Set<string>();

  /** What plain `npm install` says when the packages and the tarball are the project's development dependencies. */
  install(packages: Readonly<Record<string, string>>, tarball: string): Outcome {
    const devDependencies = { ...packages, 'eslint-plugin-pool-hygiene': `file:${tarball}` };
    return this.installAs({ name: 'sample', version: '1.0.0', private: true, type: 'module', devDependencies });
  }

  /** The same for a manifest as it stands. */
  installAs(manifest: object): Outcome {
    writeFileSync(join(this.home, 'package.json'), JSON.stringify(manifest, undefined, 2));
    return command('npm', ['install'], this.home, {
      npm_config_audit: 'false',
      npm_config_fund: 'false',
      npm_config_prefer_offline: 'true',
    });
  }

  /** Whether npm finds every peer as it should be. */
  tree(): Outcome {
    return command('npm', ['ls', '--all'], this.home);
  }

  /** Takes away what was written before, and writes these files. */
  write(files: Readonly<Record<string, string>>): void {
    for (const path of this.#written) rmSync(join(this.home, path), { force: true });
    this.#written.clear();
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.home, path)), { recursive: true });
      writeFileSync(join(this.home, path), text);
      this.#written.add(path);
    }
  }

  read(path: string): string {
    return readFileSync(join(this.home, path), 'utf8');
  }

  has(path: string): boolean {
    return existsSync(join(this.home, path));
  }

  /** Runs any command in the project's folder. */
  command(name: string, args: readonly string[], env: NodeJS.ProcessEnv = {}, folder = '.'): Outcome {
    return command(name, args, join(this.home, folder), env);
  }

  /** Runs a script of an installed package with this Node, or with another one. */
  run(script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}, node = process.execPath): Outcome {
    return command(node, [join(this.home, 'node_modules', script), ...args], this.home, {
      POOL_HYGIENE_THROW: '1',
      ...env,
    });
  }

  remove(): void {
    rmSync(this.home, { recursive: true, force: true });
  }
}
