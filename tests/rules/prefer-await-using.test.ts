import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { fixed, reports } from '../fixes/fixing.ts';

let root = '';

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'pool-hygiene-'));
  writeFileSync(join(root, 'package.json'), '{ "engines": { "node": ">=24" } }');
  const packages = { mongodb: '6.9.0', mysql2: '3.18.0', typeorm: '1.1.0', imapflow: '2.1.0', kysely: '0.27.0' };
  for (const [name, version] of Object.entries(packages)) {
    mkdirSync(join(root, 'node_modules', name), { recursive: true });
    writeFileSync(join(root, 'node_modules', name, 'package.json'), JSON.stringify({ name, version }));
  }
});

afterAll(() => {
  rmSync(root, { recursive: true });
});

const IMPORTS = `import { open } from 'node:fs/promises';
import { ImapFlow } from 'imapflow';
import { Kysely } from 'kysely';
import { MongoClient } from 'mongodb';
import mysql from 'mysql2/promise';
import { DataSource } from 'typeorm';
import { load, other } from './other.js';
declare const client: MongoClient;
declare const pool: mysql.Pool;
declare const source: DataSource;
`;

const only = ['prefer-await-using'];

function found(code: string, settings: Readonly<Record<string, unknown>> = {}): string[] {
  return reports(IMPORTS + code, 'a.ts', { only, folder: root, settings }).map(
    ({ message, suggestions = [], fix }) =>
      `${message} ${fix ? 'fix' : suggestions.length > 0 ? 'suggestion' : 'none'}`,
  );
}

function mended(code: string): string {
  return fixed(IMPORTS + code, 'a.ts', { only, folder: root }).slice(IMPORTS.length);
}

/** A function with a session, or whatever else is opened. */
const work = ({
  declaration = 'const session = client.startSession();',
  head = 'export async function f(id: string)',
  between = '',
  body = 'await load(id, { session });',
  handler = '',
  end = 'await session.endSession();',
  behind = '',
} = {}): string => {
  const lines = (text: string, by: string): string =>
    text === ''
      ? ''
      : `${text
          .split('\n')
          .map((line) => by + line)
          .join('\n')}\n`;
  return `${head} {
${lines(declaration, '  ')}${lines(between, '  ')}  try {
${lines(body, '    ')}  }${handler} finally {
${lines(end, '    ')}  }
${lines(behind, '  ')}}
`;
};

const SESSION = '`session` can be declared with `await using`, which does what this `finally` does.';

describe('what is reported and mended', () => {
  it('a session', () => {
    expect(found(work())).toEqual([`${SESSION} fix`]);
    expect(mended(work())).toBe(`export async function f(id: string) {
  await using session = client.startSession();
  await load(id, { session });
}
`);
  });

  it('with a catch, which stays', () => {
    expect(mended(work({ handler: ' catch (error) {\n    other(error);\n  }' })))
      .toBe(`export async function f(id: string) {
  await using session = client.startSession();
  try {
    await load(id, { session });
  } catch (error) {
    other(error);
  }
}
`);
  });

  it('a name that gets its value in the `try`', () => {
    const code = work({
      declaration: 'let file: Awaited<ReturnType<typeof open>> | undefined;',
      body: 'file = await open(id);\n// the head is enough\nreturn await file.read();',
      end: 'await file?.close();',
    });
    expect(mended(code)).toBe(`export async function f(id: string) {
  await using file = await open(id);
  // the head is enough
  return await file.read();
}
`);
  });

  it('several, in the order of a stack', () => {
    const code = work({
      declaration: 'const mongo = new MongoClient(id);\nconst session = mongo.startSession();',
      end: 'await session.endSession();\nawait mongo.close();',
    });
    expect(found(code)).toEqual([
      '`mongo` and `session` can be declared with `await using`, which does what this `finally` does. fix',
    ]);
    expect(mended(code)).toBe(`export async function f(id: string) {
  await using mongo = new MongoClient(id);
  await using session = mongo.startSession();
  await load(id, { session });
}
`);
  });

  it('one inside the other, one pass after the other', () => {
    const code = `export async function f(id: string) {
  const mongo = new MongoClient(id);
  try {
    const session = mongo.startSession();
    try {
      return await load(id, { session });
    } finally {
      await session.endSession();
    }
  } finally {
    await mongo.close();
  }
}
`;
    expect(found(code)).toHaveLength(2);
    expect(mended(code)).toBe(`export async function f(id: string) {
  await using mongo = new MongoClient(id);
  await using session = mongo.startSession();
  return await load(id, { session });
}
`);
  });

  it.each([
    [
      'a lease',
      { declaration: 'const c = await pool.getConnection();', body: 'await c.query(id);', end: 'c.release();' },
    ],
    ['a guard', { end: 'if (session) await session.endSession();' }],
    ['a guard with braces', { end: 'if (session) {\n  await session.endSession();\n}' }],
    ['an optional call', { end: 'await session?.endSession();' }],
    [
      'the symbol itself, of whatever',
      { declaration: 'const x = await load(id);', body: 'await other(x);', end: 'await x[Symbol.asyncDispose]();' },
    ],
    ['a name that is never assigned', { declaration: 'let session = client.startSession();' }],
    [
      'a return of a name',
      { between: 'let rows = 0;', body: 'rows = await load(id, { session });', behind: 'return rows;' },
    ],
    ['a callback', { body: 'await other(() => load(id, { session }));' }],
    ['a template', { body: 'await load(`\n    ${id}\n  `, { session });' }],
  ])('%s', (_what, parts) => {
    expect(found(work(parts))).toEqual([expect.stringMatching(/ fix$/)]);
    expect(mended(work(parts))).not.toContain('finally');
    expect(mended(work(parts))).toMatch(/\busing \w+ = /);
  });

  it('without `await` where the disposal is none', () => {
    const parts = {
      head: 'export function f(id: string)',
      declaration: 'const x = load(id);',
      body: 'return other(x.y);',
      end: 'x[Symbol.dispose]();',
    };
    expect(mended(work(parts))).toContain('  using x = load(id);\n  return other(x.y);\n}');
  });

  it('a class of the file whose symbol is another word for its method', () => {
    const owner = (body: string): string =>
      `class Store {\n  async close() {}\n  async [Symbol.asyncDispose]() { ${body} }\n}\n`;
    const parts = {
      declaration: 'const store = new Store();',
      body: 'await load(store);',
      end: 'await store.close();',
    };
    expect(found(owner('await this.close();') + work(parts))).toHaveLength(1);
    expect(found(owner('await this.close(); other();') + work(parts))).toEqual([]);
  });

  it('a template literal keeps its lines', () => {
    expect(mended(work({ body: 'await load(`\n      ${id}`, { session });' }))).toContain('load(`\n          ${id}`');
  });
});

describe('what a person should look at', () => {
  it('code that may fail before the `try`, which `using` covers as well', () => {
    expect(found(work({ between: 'const db = other.call(null);' }))).toEqual([`${SESSION} suggestion`]);
    expect(found(work({ between: 'const limit = 3;' }))).toEqual([`${SESSION} fix`]);
  });

  it.each([
    ['a comment in the `finally`', { end: '// whatever happens\nawait session.endSession();' }],
    [
      'a name that clashes',
      { between: 'const rows = 3;', body: 'const rows = await load(id, { session });\nother(rows);' },
    ],
    ['a name that is a parameter', { body: 'const id = 3;\nawait load(id, { session });' }],
    [
      'a name that means something else before',
      { between: 'const limit = other.limit;', body: 'const other = 3;\nawait load(other, { session });' },
    ],
  ])('%s: no edit', (_what, parts) => {
    expect(found(work(parts)).filter((each) => !each.endsWith(' none'))).toEqual([]);
    expect(mended(work(parts))).toBe(work(parts));
  });

  it.each([
    ['comments between the blocks', '} finally {', '} // done\n  // so\n  finally {'],
    ['a comment behind the first brace', 'try {', 'try { // first'],
    ['one line', '    await load(id, { session });\n  } finally', 'await load(id, { session }); } finally'],
    ['code behind', '  }\n}\n', '  } }\n'],
  ])('%s: no edit', (_what, from, to) => {
    const code = work().replace(from, to);
    expect(found(code)).toEqual([`${SESSION} none`]);
  });

  it('a line that would go on with the one before', () => {
    const code = work({ body: '[id].forEach(other);', declaration: 'const session = client.startSession()' });
    expect(found(code)).toEqual([`${SESSION} none`]);
  });
});

describe('what is left alone', () => {
  it.each([
    ['something else in the `finally`', { end: 'await session.endSession();\nother();' }],
    ['something else first', { end: 'other();\nawait session.endSession();' }],
    ['no await', { end: 'session.endSession();' }],
    ['an error that is swallowed', { end: 'await session.endSession().catch(other);' }],
    ['arguments', { end: 'await session.endSession({ force: true });' }],
    ['other conditions', { end: 'if (id) await session.endSession();' }],
    ['a function that is not asynchronous', { head: 'export function f(id)', end: 'session[Symbol.asyncDispose]();' }],
    ['a name that is assigned', { declaration: 'let session = client.startSession();', body: 'session = load(id);' }],
    ['a use behind', { behind: 'return session.id;' }],
    ['work behind', { behind: 'await other(id);' }],
    ['handed on', { body: 'return session;' }],
    ['handed on in a literal', { body: 'return { session };' }],
    ['kept', { body: 'other.session = session;' }],
    ['a way out before the `try`', { between: 'if (id) return session;' }],
    [
      'the wrong order',
      {
        declaration: 'const mongo = new MongoClient(id);\nconst session = mongo.startSession();',
        end: 'await mongo.close();\nawait session.endSession();',
      },
    ],
    [
      'a first value that comes later',
      {
        declaration: 'let session;',
        body: 'other();\nsession = client.startSession();\nawait load(session);',
        end: 'await session?.endSession();',
      },
    ],
    [
      'a `catch` that hears of a failed opening',
      {
        declaration: 'let session;',
        body: 'session = client.startSession();\nawait load(session);',
        handler: ' catch (error) {\n    other(error);\n  }',
        end: 'await session?.endSession();',
      },
    ],
    [
      'a symbol that commits',
      { declaration: 'const session = source.createQueryRunner();', end: 'await session.release();' },
    ],
    [
      'a symbol that swallows errors',
      { declaration: 'const session = new ImapFlow({});', end: 'await session.logout();' },
    ],
    [
      'a version without the symbol',
      { declaration: 'const session = new Kysely({});', end: 'await session.destroy();' },
    ],
    ['nothing that is known', { declaration: 'const session = load(id);', end: 'await session.close();' }],
    [
      'another block',
      { declaration: '', head: 'const session = client.startSession();\nexport async function f(id: string)' },
    ],
    ['nothing at all in the `try`', { body: '' }],
  ])('%s', (_what, parts) => {
    expect(found(work(parts))).toEqual([]);
  });

  it('where `using` may not be written', () => {
    expect(found(work(), { using: 'never' })).toEqual([]);
  });

  it('what leaks all the same', () => {
    expect(found(work({ between: 'await other(id);' }))).toEqual([]);
  });
});

describe('what is disposed of twice', () => {
  const twice = (end: string): string => `export async function f(path: string) {
  await using file = await open(path);
  await file.read();
  ${end}
}
`;

  it('is reported at the second time', () => {
    expect(found(twice('await file.close();'))).toEqual([
      '`file` is declared with `await using`, which disposes of it here a second time. fix',
    ]);
    expect(mended(twice('await file.close();'))).toBe(twice('').replace('  \n', ''));
  });

  it.each([
    'await other(file);',
    'file.close();',
    'await file.close().catch(other);',
    'if (path) { await file.close(); }',
  ])('not with %s', (end) => {
    expect(found(twice(end))).toEqual([]);
  });
});
