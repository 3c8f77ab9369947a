import * as parser from '@typescript-eslint/parser';
import type { TSESLint } from '@typescript-eslint/utils';
import { Linter, type Rule } from 'eslint';
import { describe, expect, it } from 'vitest';

import { frameworks } from '../../src/catalog/frameworks/index.ts';
import { catalogOf } from '../../src/catalog/index.ts';
import { censusOf, nodesOf, nodesVisited } from '../../src/lang/census.ts';
import { scopesOf } from '../../src/lang/scopes.ts';
import { originOf } from '../../src/origin/origin.ts';
import { mayHoldHandlers } from '../../src/scope/handler-signs.ts';
import { handlersOf } from '../../src/scope/handlers.ts';
import { scopeSourceOf } from '../../src/scope/scope.ts';

const catalog = catalogOf([]);

/** How many handlers a file holds, and whether ESLint's way through it has the nodes of our own walk. */
function looked(text: string, path: string): { readonly handlers: number; readonly isSameWay: boolean } {
  const found: { readonly handlers: number; readonly isSameWay: boolean }[] = [];
  const rule: Rule.RuleModule = {
    create: ({ sourceCode: given }) => ({
      Program() {
        const sourceCode: Readonly<TSESLint.SourceCode> = given as never;
        const { ast, visitorKeys, scopeManager } = sourceCode;
        if (!scopeManager) return;
        const nodes = nodesOf(ast, visitorKeys);
        const origin = originOf({
          catalog,
          scopes: scopesOf(scopeManager),
          census: censusOf(nodes),
          oracle: undefined,
          program: ast,
          visitorKeys,
          docOf: (node) => sourceCode.getCommentsBefore(node).at(-1)?.value,
          textOf: (node) => sourceCode.getText(node),
        });
        const source = scopeSourceOf({ origin, path, text, frameworks, around: undefined });
        const visited = nodesVisited(sourceCode);
        found.push({
          handlers: handlersOf(ast, source).size,
          isSameWay: visited.length === nodes.length && visited.every((node, i) => node === nodes[i]),
        });
      },
    }),
  };
  const config: Linter.Config = {
    files: ['**/*.{js,jsx,ts,tsx}'],
    languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: !path.endsWith('.ts') } } },
    plugins: { test: { rules: { rule } } },
    rules: { 'test/rule': 'error' },
  };
  const [problem] = new Linter().verify(text, [config], { filename: path });
  if (problem) throw new Error(problem.message);
  return found[0] ?? { handlers: 0, isSameWay: false };
}

describe('a text that holds handlers shows them', () => {
  it.each([
    ['src/app.ts', `import express from 'express'; const app = express(); app.get('/', (a, b) => b.json(load()));`],
    ['src/tick.ts', `setInterval(() => load(), 1000);`],
    ['src/serve.ts', `Deno.serve(() => load());`],
    ['src/routes.ts', `export default (router) => { router.get<Shape>(\n  '/users', (request) => load(request)); };`],
    ['src/queue.ts', `export const start = (channel) => channel.consume('mail', (msg) => load(msg));`],
    ['src/rpc.ts', `export const list = publicProcedure.input(shape).query(() => load());`],
    ['src/kafka.ts', `export const start = (it) => it.run({ eachMessage: async () => load() });`],
    ['src/resolvers.ts', `export const resolvers = { Query: { users: () => load() } };`],
    ['app/users/route.ts', `export async function GET() { return load(); }`],
    ['pages/api/users.ts', `export default async function users() { return load(); }`],
    ['src/middleware.js', `module.exports = async (req, res, next) => next(load());`],
    ['src/reads.ts', `export function list(req) { return load(req.query.id); }`],
    ['src/actions.ts', `'use server'; export async function save() { return load(); }`],
    [
      'src/users.ts',
      `import { Controller, Get } from '@nestjs/common'; @Controller() class Users { @Get() list() {} }`,
    ],
    ['src/typed.ts', `export const list = (given: Request) => load(given);`],
    [
      'src/said.js',
      `/** @param {import('express').Request} given */ export function list(given) { return load(given); }`,
    ],
    ['src/hook.ts', `export function useUsers() { const [users] = useState(load()); return users; }`],
    ['src/users.jsx', `export function Users() { return <ul>{load()}</ul>; }`],
    ['src/lambda/users.ts', `export const handler = async () => load();`],
    ['src/users.ts', `export const handler = async (event) => load(event);`],
  ])('%s: %s', (path, text) => {
    const { handlers, isSameWay } = looked(text, path);
    expect(handlers).toBeGreaterThan(0);
    expect(mayHoldHandlers(frameworks, text, path)).toBe(true);
    expect(isSameWay).toBe(true);
  });

  it.each([
    [
      'src/users.ts',
      `import { sql } from './sql.js'; export const list = (id) => sql.query(id).then((rows) => rows[0]);`,
    ],
    ['src/cache.ts', `export const get = (cache, key) => cache.get(key) ?? cache.set(key, make(key));`],
    ['src/channel.ts', `export const consumed = (channel) => channel.length;`],
    ['src/get.ts', `export const GET = 'GET';`],
    ['src/handler.ts', `export const handler = () => load();`],
  ])('others do not: %s: %s', (path, text) => {
    expect(looked(text, path).handlers).toBe(0);
    expect(mayHoldHandlers(frameworks, text, path)).toBe(false);
  });
});
