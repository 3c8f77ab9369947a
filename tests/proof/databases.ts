/**
 * PostgreSQL and Redis for the proofs, from the machine's packages: started on free ports of the loopback with their files in a
 * temporary folder, and stopped when the proofs are through.
 */
import { type ChildProcess, type SpawnOptions, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where PostgreSQL can be reached, and how many connections it takes. */
    postgres: string;
    redis: string;
  }
}

const INSTALL = 'Install it with `apt-get install --no-install-recommends postgresql redis-server`.';
const STARTING_MS = 30_000;

/** Starts both, tells the proofs where, and gives what stops them. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'pool-hygiene-databases-'));
  const servers: ChildProcess[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(servers.map(stopped));
    rmSync(folder, { recursive: true, force: true });
  };
  // Also where the test runner itself fails.
  process.once('exit', () => {
    for (const server of servers) server.kill('SIGKILL');
  });
  try {
    const [postgres, redis] = [await freePort(), await freePort()];
    servers.push(startPostgres(folder, postgres), startRedis(folder, redis));
    await Promise.all([listening(postgres, servers[0]), listening(redis, servers[1])]);
    project.provide('postgres', `postgres://proof@127.0.0.1:${String(postgres)}/postgres`);
    project.provide('redis', `redis://127.0.0.1:${String(redis)}`);
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

function startPostgres(folder: string, port: number): ChildProcess {
  const programs = postgresPrograms();
  const data = join(folder, 'postgres');
  const user = unprivileged();
  if (user) chownSync(folder, user.uid, user.gid);
  const options = { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] } satisfies SpawnOptions;
  const flags = ['--pgdata', data, '--username=proof', '--auth=trust', '--encoding=UTF8', '--no-sync', '--no-locale'];
  execFileSync(join(programs, 'initdb'), flags, options);
  const settings = ['fsync=off', 'unix_socket_directories=', 'max_connections=60', 'log_min_messages=panic'];
  const given = ['-D', data, '-h', '127.0.0.1', '-p', String(port), ...settings.flatMap((each) => ['-c', each])];
  return spawn(join(programs, 'postgres'), given, { ...options, stdio: 'ignore' });
}

/** The folder of PostgreSQL's programs: Debian keeps one a version, beside the path. */
function postgresPrograms(): string {
  const home = '/usr/lib/postgresql';
  const versions = existsSync(home) ? readdirSync(home).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((version) => join(home, version, 'bin')), ...(process.env['PATH'] ?? '').split(':')];
  const found = folders.find((folder) => ['initdb', 'postgres'].every((program) => existsSync(join(folder, program))));
  if (found === undefined) throw new Error(`PostgreSQL is not installed, and the proofs need it. ${INSTALL}`);
  return found;
}

/** PostgreSQL refuses to run as root; Debian's package has a user for it. */
function unprivileged(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

function startRedis(folder: string, port: number): ChildProcess {
  if (spawnSync('redis-server', ['--version']).status !== 0)
    throw new Error(`Redis is not installed, and the proofs need it. ${INSTALL}`);
  const given = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
  return spawn('redis-server', given, { stdio: 'ignore' });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

/** Waits until a port takes connections; throws where its server ends instead. */
async function listening(port: number, server: ChildProcess | undefined): Promise<void> {
  for (let waited = 0; waited < STARTING_MS; waited += 100) {
    if (server?.exitCode !== null) throw new Error(`A database ended with ${String(server?.exitCode)} at its start.`);
    if (await takesConnections(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`A database does not take connections within ${String(STARTING_MS / 1000)} seconds.`);
}

async function takesConnections(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
  }).finally(() => socket.destroy()) as Promise<boolean>;
}

/** Ends a server at once: nobody wants its data. */
async function stopped(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  // PostgreSQL takes SIGQUIT for "at once", with its children.
  server.kill('SIGQUIT');
  await ended;
}
