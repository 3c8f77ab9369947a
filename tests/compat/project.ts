import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** A project of a user, with the built package installed in it as npm would. */
export class Project {
  readonly home = mkdtempSync(join(tmpdir(), 'pool-hygiene-'));

  constructor(files: Readonly<Record<string, string>>, installed: Readonly<Record<string, string>> = {}) {
    const plugin = join(this.home, 'node_modules/eslint-plugin-pool-hygiene');
    mkdirSync(plugin, { recursive: true });
    // A copy, not a link: what the package needs beyond its own files would not be found.
    for (const part of ['package.json', 'dist', 'schema.json'])
      cpSync(join(root, part), join(plugin, part), { recursive: true });
    for (const [name, source] of Object.entries(installed)) this.#link(name, source);
    for (const [path, text] of Object.entries(files)) this.write(path, text);
  }

  #link(name: string, source: string): void {
    const target = join(this.home, 'node_modules', name);
    mkdirSync(dirname(target), { recursive: true });
    symlinkSync(join(root, 'node_modules', source), target, 'junction');
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.home, path)), { recursive: true });
    writeFileSync(join(this.home, path), text);
  }

  read(path: string): string {
    return readFileSync(join(this.home, path), 'utf8');
  }

  /** Runs a script of an installed package. */
  run(
    script: string,
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): { stdout: string; stderr: string; status: number | null } {
    const options = { cwd: this.home, encoding: 'utf8', env: { ...process.env, ...env } } as const;
    return spawnSync(process.execPath, [join(this.home, 'node_modules', script), ...args], options);
  }

  remove(): void {
    rmSync(this.home, { recursive: true, force: true });
  }
}
