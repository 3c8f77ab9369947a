import * as parser from '@typescript-eslint/parser';
import type { TSESLint } from '@typescript-eslint/utils';
import { Linter, type Rule } from 'eslint';
import { describe, expect, it } from 'vitest';

import { catalogOf } from '../../src/catalog/index.ts';
import { censusOf, nodesOf } from '../../src/lang/census.ts';
import { scopesOf } from '../../src/lang/scopes.ts';
import type { Denotation } from '../../src/origin/model.ts';
import { originOf } from '../../src/origin/origin.ts';

const catalog = catalogOf([]);

/** What the last expression of a module denotes, in words; the expression stands after the module's code. */
function denoted(code: string, filename = 'file.ts'): string | undefined {
  const found: (string | undefined)[] = [];
  const rule: Rule.RuleModule = {
    create: ({ sourceCode: given }) => ({
      Program() {
        const sourceCode: Readonly<TSESLint.SourceCode> = given as never;
        const { ast, visitorKeys, scopeManager } = sourceCode;
        if (!scopeManager) return;
        const docOf = (node: Parameters<typeof sourceCode.getCommentsBefore>[0]): string | undefined =>
          sourceCode.getCommentsBefore(node).at(-1)?.value;
        const census = censusOf(nodesOf(ast, visitorKeys));
        const origin = originOf({
          catalog,
          scopes: scopesOf(scopeManager),
          census,
          oracle: undefined,
          program: ast,
          visitorKeys,
          docOf,
          textOf: (node) => sourceCode.getText(node),
        });
        let last = ast.body.at(-1);
        if (last?.type === 'FunctionDeclaration') last = last.body.body.at(-1);
        found.push(last?.type === 'ExpressionStatement' ? words(origin.denote(last.expression)) : 'no expression');
      },
    }),
  };
  const config: Linter.Config = {
    files: ['**/*.ts'],
    languageOptions: { parser },
    plugins: { test: { rules: { rule } } },
    rules: { 'test/rule': 'error' },
  };
  const [problem] = new Linter().verify(code, [config], { filename });
  if (problem) throw new Error(problem.message);
  return found[0];
}

function words(of: Denotation | undefined): string | undefined {
  if (!of) return undefined;
  switch (of.kind) {
    case 'instance':
      return `${of.promise ? 'promise of ' : ''}${of.ref.library.package} ${of.ref.name}${of.fresh === 'no' ? '' : of.fresh === 'yes' ? ', new' : ', perhaps new'}`;
    case 'value':
      return `value of ${of.library.package}`;
    case 'module':
      return `${of.promise ? 'promise of ' : ''}module ${of.library.package}`;
    case 'collection':
      return `collection of ${words(of.element) ?? ''}`;
    case 'tuple':
      return `[${of.elements.map((element) => words(element) ?? '').join(', ')}]`;
    default:
      return of.kind;
  }
}

const IMPORTS =
  "import pg, { Pool, type PoolClient } from 'pg'; import * as mysql from 'mysql2/promise'; import Redis from 'ioredis'; ";

describe('what an expression denotes', () => {
  it.each([
    // Imports.
    ['Pool', 'value of pg'],
    ['pg.Pool', 'value of pg'],
    ['pg', 'module pg'],
    ['mysql', 'module mysql2'],
    ['Redis', 'value of ioredis'],
    ["require('pg')", 'module pg'],
    ["require('pg').Pool", 'value of pg'],
    ["import('pg')", 'promise of module pg'],
    ["(await import('pg')).Client", 'value of pg'],
    ["require('left-pad')", undefined],
    ['fetch', 'value of global'],
    ['globalThis.fetch', 'value of global'],
    ['window.fetch', 'value of global'],
    ['unknown', undefined],
    // Constructions and calls.
    ['new Pool()', 'pg Pool, new'],
    ['new pg.Pool()', 'pg Pool, new'],
    ['new Redis()', 'ioredis Redis, new'],
    ['new Redis({ lazyConnect: true })', 'ioredis LazyRedis, new'],
    ['mysql.createPool({})', 'mysql2 PromisePool, new'],
    ["fetch('http://localhost')", 'promise of global Response, new'],
    ["await fetch('http://localhost')", 'global Response, new'],
    ["fetch('http://localhost', { method: 'HEAD' })", undefined],
    ['new Pool().connect()', 'promise of pg PoolClient, new'],
    ['await new Pool().connect()', 'pg PoolClient, new'],
    ['(await new Pool().connect())!', 'pg PoolClient, new'],
    ['new Pool()?.connect()', 'promise of pg PoolClient, new'],
    ["new Pool().on('error', console.error)", 'pg Pool'],
    ['new Pool().connect().catch(() => undefined)', 'promise of pg PoolClient, new'],
    ['new Pool().query()', undefined],
    ['x ? new Pool() : undefined', 'pg Pool, new'],
    ['x ?? new Pool()', 'pg Pool, new'],
    ['(0, new Pool())', 'pg Pool, new'],
    ['[new Pool(), 1]', '[pg Pool, new, ]'],
    ['x as Pool', 'pg Pool'],
    ['x satisfies Pool', 'pg Pool'],
  ])('%s', (expression, expected) => {
    expect(denoted(`${IMPORTS}${expression};`)).toBe(expected);
  });

  it.each([
    // Names.
    ['const a = new Pool(); const b = a;', 'b', 'pg Pool, new'],
    ['const { Pool: Taken } = pg;', 'new Taken()', 'pg Pool, new'],
    ['const Alias = Pool;', 'new Alias()', 'pg Pool, new'],
    ['let late; late = new Pool();', 'late', 'pg Pool, new'],
    ['const all = { main: new Pool() };', 'all.main', 'pg Pool, new'],
    ['const [a, b] = [new Redis(), new Pool()];', 'b', 'pg Pool, new'],
    // Annotations.
    ['declare const a: Pool;', 'a', 'pg Pool'],
    ['declare const a: Pool | undefined;', 'a', 'pg Pool'],
    ['declare const a: Promise<PoolClient>;', 'a', 'promise of pg PoolClient'],
    ['declare const a: Readonly<Pool>;', 'a', 'pg Pool'],
    ['declare const a: Pool[];', 'a', 'collection of pg Pool'],
    ['declare const a: Map<string, Pool>;', "a.get('x')", 'pg Pool'],
    ['declare const a: readonly Pool[];', 'a[0]', 'pg Pool'],
    ['declare const a: mysql.Pool;', 'a', 'mysql2 PromisePool'],
    ['declare const a: InstanceType<typeof Pool>;', 'a', 'pg Pool'],
    ["declare const a: import('pg').Pool;", 'a', 'pg Pool'],
    ['type Db = Pool; declare const a: Db;', 'a', 'pg Pool'],
    ['type Loop = Loop | undefined; declare const a: Loop;', 'a', undefined],
    ['declare const a: Response;', 'a', 'global Response'],
    ['/** @type {import("pg").Pool} */ let a;', 'a', 'pg Pool'],
    // Parts of what is annotated.
    ['interface Db { pool: Pool } declare const a: Db;', 'a.pool', 'pg Pool'],
    ['type Db = { readonly pool?: Pool }; declare const a: Db;', 'a.pool', 'pg Pool'],
    ['declare const a: { db: { pool: Pool } };', 'a.db.pool', 'pg Pool'],
    ['declare const a: { pool: Pool } | undefined;', 'a.pool', 'pg Pool'],
    ['declare const a: { pool: Pool } | { redis: Redis };', 'a.pool', undefined],
    ['declare const a: Base & { pool: Pool };', 'a.pool', 'pg Pool'],
    ['interface Base { pool: Pool } interface Db extends Base {} declare const a: Db;', 'a.pool', 'pg Pool'],
    ['interface Loop extends Loop {} declare const a: Loop;', 'a.pool', undefined],
    ['type Loop = Readonly<Loop>; declare const a: Loop;', 'a.pool', undefined],
    ['interface Db { pool: Pool } declare const a: Pick<Db, "pool">;', 'a.pool', 'pg Pool'],
    ['interface Db { pool: Pool } declare const { pool }: Db;', 'pool', 'pg Pool'],
    ['interface Db { get pool(): Pool; open(): Promise<Pool> } declare const a: Db;', 'a.pool', 'pg Pool'],
    ['interface Db { open(): Promise<Pool> } declare const a: Db;', 'await a.open()', 'pg Pool'],
    ['declare const open: () => Pool;', 'open()', 'pg Pool'],
    ['type Open = () => Pool; declare const open: Open;', 'open()', 'pg Pool'],
    ['declare const load: (url: string) => Promise<Response>;', 'await load()', undefined],
    ['declare const lend: () => Promise<PoolClient>;', 'await lend()', undefined],
    // The value itself says more than its type.
    ['interface Db { pool: Pool } const a: Db = { pool: new Pool() };', 'a.pool', 'pg Pool, new'],
    ['const open: () => Pool = () => new Pool();', 'open()', 'pg Pool, new'],
    [
      'declare const a: { fetch?: (url: string) => Promise<Response> };',
      "await (a.fetch ?? fetch)('')",
      'global Response, new',
    ],
    [
      'declare const a: { fetch: (url: string) => Promise<Response> };',
      "await (a ? a.fetch : fetch)('')",
      'global Response, new',
    ],
    // Functions of the file.
    ['const make = () => new Pool();', 'make()', 'pg Pool, new'],
    ['function make() { return new Pool(); }', 'make()', 'pg Pool, new'],
    ['async function make() { return new Pool(); }', 'make()', 'promise of pg Pool, new'],
    ['async function make() { return new Pool(); }', 'await make()', 'pg Pool, new'],
    ['function self() { return self(); }', 'self()', undefined],
    ['const answer = (): Promise<Response> => other.answer();', 'await answer()', 'global Response, new'],
    ['async function answer(): Promise<Response> { return new Response(); }', 'await answer()', 'global Response'],
    [
      'const text = () => new Response(); const answer = (): Promise<Response> => text();',
      'await answer()',
      'global Response',
    ],
    ['const answer = (): Promise<Response> => x ? go() : new Response();', 'await answer()', 'global Response, new'],
    // Classes.
    ['interface Db { pool: Pool } class A { constructor(readonly db: Db) {} }', 'new A(x).db.pool', 'pg Pool'],
    ['interface Db { pool: Pool } class A { db: Db; }', 'new A(x).db.pool', 'pg Pool'],
    [
      'interface Db { pool: Pool } class A { db; constructor({ pool }: Db) { this.db = pool; } }',
      'new A(x).db',
      'pg Pool',
    ],
    ['class A { pool = new Pool(); }', 'new A().pool', 'pg Pool, new'],
    ['class A { constructor(readonly pool: Pool) {} }', 'new A(x).pool', 'pg Pool'],
    ['class A { pool; constructor() { this.pool = new Pool(); } }', 'new A().pool', 'pg Pool, new'],
    ['class A { static pool = new Pool(); }', 'A.pool', 'pg Pool, new'],
    ['class A { get pool() { return new Pool(); } }', 'new A().pool', 'pg Pool, new'],
    ['class A { pool = new Pool(); } class B extends A {}', 'new B().pool', 'pg Pool, new'],
    ['class Own extends Redis {}', 'new Own()', 'ioredis Redis, new'],
    ['class Pool2 { connect() {} }', 'new Pool2().connect()', undefined],
  ])('%s %s', (code, expression, expected) => {
    expect(denoted(`${IMPORTS}${code} ${expression};`)).toBe(expected);
  });
});
