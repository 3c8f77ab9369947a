import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import * as typescript from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { afterEach, beforeEach, expect, it } from 'vitest';

import rule from '../../src/rules/prefer-shared-client.ts';

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'pool-hygiene-'));
  write('package.json', '{ "name": "app", "workspaces": ["packages/*"] }');
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

function write(path: string, text: string): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function lint(path: string, files: Readonly<Record<string, string>>): Linter.LintMessage[] {
  for (const [name, text] of Object.entries(files)) write(name, text);
  const plugin = { rules: { rule } } as unknown as NonNullable<Linter.Config['plugins']>[string];
  const config: Linter.Config = {
    files: ['**/*.{js,ts}'],
    languageOptions: { parser: typescript },
    plugins: { test: plugin },
    rules: { 'test/rule': 'error' },
  };
  return new Linter({ cwd: root }).verify(files[path] ?? '', [config], { filename: join(root, path) });
}

const PRISMA = "import { PrismaClient } from '@prisma/client';\n";
const FILES = {
  'src/db.ts': `${PRISMA}export const prisma = new PrismaClient();\n`,
  'src/users.ts': `${PRISMA}const prisma = new PrismaClient();\nexport const users = () => prisma.user.findMany();\n`,
  'src/posts.ts': `${PRISMA}const db = new PrismaClient({ log: ['error'] });\nexport const posts = () => db.post.findMany();\n`,
  'src/seed.ts': `${PRISMA}const prisma = new PrismaClient();\nawait prisma.user.create({});\n`,
  'packages/jobs/package.json': '{ "name": "jobs" }',
  'packages/jobs/src/db.ts': `${PRISMA}export const prisma = new PrismaClient();\n`,
  'packages/jobs/src/main.ts': "import { prisma } from './db';\nawait prisma.job.findMany();\n",
  'src/main.ts':
    "import './db';\nimport { users } from './users';\nimport { posts } from './posts';\nserve(users, posts);\n",
};

it('finds a second client of a package, and suggests the one that is offered', () => {
  const [message, ...more] = lint('src/users.ts', FILES);
  expect(more).toEqual([]);
  expect(message?.message).toBe(
    '`new PrismaClient()` makes a client with the arguments of the one in `src/db.ts`: the server sees two, where one could be shared.',
  );
});

it.each([
  ['the one that is offered', 'src/db.ts'],
  ['other arguments', 'src/posts.ts'],
  ['a program of its own', 'src/seed.ts'],
  ['another package', 'packages/jobs/src/db.ts'],
])('but not %s', (_name, path) => {
  expect(lint(path, FILES)).toEqual([]);
});

it('counts files that stand where a framework looks for them', () => {
  const page = `${PRISMA}const prisma = new PrismaClient();\nexport default async function list(req, res) { res.json(await prisma.user.findMany()); }\n`;
  const files = { 'pages/api/a.js': page, 'pages/api/b.js': page };
  expect(lint('pages/api/a.js', files)).toEqual([]);
  expect(lint('pages/api/b.js', files)).toHaveLength(1);
});

it('says nothing of arguments that have names of their own file', () => {
  const pool = (name: string): string =>
    `import { Pool } from 'pg';\nimport { url } from './${name}';\nexport const pool = new Pool({ connectionString: url });\n`;
  const files = { 'src/a.ts': pool('x'), 'src/b.ts': pool('y'), 'src/main.ts': "import './a';\nimport './b';\n" };
  expect([...lint('src/a.ts', files), ...lint('src/b.ts', files)]).toEqual([]);
});
