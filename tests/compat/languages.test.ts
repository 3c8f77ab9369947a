import * as babel from '@babel/eslint-parser';
import json from '@eslint/json';
import markdown from '@eslint/markdown';
import * as typescript from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { Linter as Linter9 } from 'eslint-9';
import * as espree from 'espree';
import { describe, expect, it } from 'vitest';

import plugin from '../../src/index.ts';

const LEAKS = `
import pg from 'pg';
import { Agent, request } from 'undici';

const pool = new pg.Pool({ connectionTimeoutMillis: 1000 }).on('error', console.error);

export async function total(id, log = console.log) {
  const client = await pool.connect();
  const { rows: [row, ...others] } = await client.query(\`select \${id}\`);
  client.release();
  return row?.total ?? others.length;
}

export class Service {
  #pool = pool;
  async status(url) {
    const response = await fetch(url, { signal: AbortSignal.timeout(1000) });
    if (!response.ok) throw new Error(String(response.status));
    for (const key of Object.keys(this)) { if (key === 'x') continue; else break }
    return response.json();
  }
  static async direct(url) {
    const agent = new Agent();
    const { body } = await request(url, { dispatcher: agent });
    try { return await body.json() } catch { return undefined } finally { url = '' }
  }
}
`;

const FOUND = [
  'pool-hygiene/no-per-request-client',
  'pool-hygiene/no-unconsumed-body',
  'pool-hygiene/require-lease-release',
];

// Not `**/*`: that alone makes ESLint lint no file that it would not lint anyway.
const FILES = ['**/*.{js,ts,md,json,json5}'];

const all = plugin.configs['flat/all'] as unknown as Linter.Config;
const strict = plugin.configs['flat/strict'] as unknown as Linter.Config;

function found(text: string, config: Linter.Config, filename: string): (string | null)[] {
  return messages(text, config, filename).map(({ ruleId }) => ruleId);
}

function messages(text: string, config: Linter.Config, filename: string): Linter.LintMessage[] {
  return new Linter().verify(
    text,
    [
      { files: FILES, ...config },
      { files: FILES, ...all },
    ],
    { filename },
  );
}

describe('parsers', () => {
  it.each([
    ['espree, as ESLint has it', {}],
    ['espree', { parser: espree }],
    ['typescript-eslint', { parser: typescript }],
  ])('%s', (_name, languageOptions) => {
    expect(found(LEAKS, { languageOptions }, 'file.js').sort()).toEqual(FOUND);
  });

  it('Babel', () => {
    const languageOptions = { parser: babel, parserOptions: { requireConfigFile: false } };
    const config = [{ languageOptions }, all] as Parameters<Linter9['verify']>[1];
    const ids = new Linter9().verify(LEAKS, config, { filename: 'file.js' }).map(({ ruleId }) => ruleId);
    expect(ids.sort()).toEqual(FOUND);
  });
});

describe('languages that are not JavaScript', () => {
  it.each([
    [
      'markdown/commonmark',
      'notes.md',
      '# Title\n\n```js\nconst response = await fetch(url, { signal: AbortSignal.timeout(1000) });\n```\n',
    ],
    ['markdown/gfm', 'notes.md', '| a |\n| - |\n| fetch |\n'],
    ['json/json', 'a.json', '{ "fetch": [1, null] }'],
    ['json/json5', 'a.json5', '{ fetch: 1, /* pg */ }'],
  ])('%s', (language, filename, text) => {
    const plugins = { markdown, json } as unknown as NonNullable<Linter.Config['plugins']>;
    expect(found(text, { plugins, language }, filename)).toEqual([]);
  });

  it('code blocks in Markdown are read, and named without line numbers of a file that nobody sees', () => {
    const plugins = { markdown } as unknown as NonNullable<Linter.Config['plugins']>;
    const text = `# How\n\n\`\`\`js\n${LEAKS}\n\`\`\`\n`;
    const blocks = messages(text, { files: ['**/*.md'], plugins, processor: 'markdown/markdown' }, 'notes.md');
    expect(blocks.map(({ ruleId }) => ruleId).sort()).toEqual(FOUND);
    expect(blocks.filter(({ message }) => /on line \d/.test(message))).toEqual([]);
    expect(messages(LEAKS, {}, 'file.js').some(({ message }) => /on line \d/.test(message))).toBe(true);
  });
});

describe('pages and components', () => {
  const text = `
    import pg from 'pg';
    const pool = new pg.Pool({ connectionTimeoutMillis: 1000 }).on('error', console.error);
    async function total() {
      const client = await pool.connect();
      const { rows } = await client.query('select 1');
      client.release();
      return rows.length;
    }
    await total();
  `;
  const settings = { 'pool-hygiene': { runtime: 'node' } };

  // `await total()` in a script starts the program, in the front matter of a page it answers a request.
  it.each([
    ['start.js', []],
    ['page.astro', ['pool-hygiene/require-lease-release']],
    ['Page.svelte', ['pool-hygiene/require-lease-release']],
    ['Page.vue', ['pool-hygiene/require-lease-release']],
  ])('run their top level again and again: %s', (filename, expected) => {
    const config = [{ files: ['**/*.{astro,svelte,vue}'] }, { ...strict, settings }] as Linter.Config[];
    const messages = new Linter().verify(text, config, { filename });
    expect(messages.map(({ ruleId }) => ruleId)).toEqual(expected);
  });
});

describe('trees that are not what they seem', () => {
  const program = { type: 'Program', body: [], sourceType: 'module' };

  it.each([
    ['no source code', undefined],
    ['no tree', { text: '' }],
    ['a tree of another language', { text: '', ast: { type: 'Document', body: [] }, scopeManager: { scopes: [] } }],
    ['a program without scopes', { text: '', ast: program, scopeManager: null }],
    ['a program with scopes of another kind', { text: '', ast: program, scopeManager: {} }],
    ['a program without a body', { text: '', ast: { type: 'Program' }, scopeManager: { scopes: [] } }],
  ])('%s', (_name, sourceCode) => {
    const report = (): never => expect.fail('nothing can be reported');
    for (const rule of Object.values(plugin.rules)) {
      const context = {
        filename: 'a.x',
        options: [],
        settings: {},
        languageOptions: {},
        report,
        ...(sourceCode && { sourceCode }),
      };
      expect(rule.create(context)).toEqual({});
    }
  });

  it('ESLint before 9 has a method for the source code', () => {
    const linter = new Linter();
    linter.verify('let a', {});
    const [rule] = Object.values(plugin.rules);
    const context = {
      filename: 'a.js',
      options: [],
      settings: {},
      getSourceCode: () => linter.getSourceCode(),
      report: () => undefined,
    };
    expect(rule?.create(context)).toHaveProperty('Program');
  });
});

describe('code that is being typed', () => {
  const tolerant = {
    parseForESLint: (text: string, options: typescript.ParserOptions) =>
      typescript.parseForESLint(text, { ...options, allowInvalidAST: true }),
  };
  const linter = new Linter();
  const config = [
    { files: FILES, languageOptions: { parser: tolerant } },
    { files: FILES, ...all },
  ] as Linter.Config[];
  const crashes: string[] = [];

  /** Whether the parser made a tree of it; an error of ours is noted. */
  function isLinted(text: string): boolean {
    try {
      return linter.verify(text, config, { filename: 'file.ts' }).every(({ ruleId }) => ruleId !== null);
    } catch (error) {
      crashes.push(`${String(error).split('\n')[0] ?? ''} … ${text.slice(-60)}`);
      return true;
    }
  }

  it('cut off anywhere, or with a token left out, it is linted without an error', () => {
    const tokens = espree.tokenize(LEAKS, { ecmaVersion: 2022, sourceType: 'module', range: true }) as {
      range: [number, number];
    }[];
    const cut = tokens.map(({ range }) => LEAKS.slice(0, range[1]));
    const missing = tokens.map(({ range }) => LEAKS.slice(0, range[0]) + LEAKS.slice(range[1]));
    const doubled = tokens.map(
      ({ range }) => LEAKS.slice(0, range[1]) + ' ' + LEAKS.slice(...range) + LEAKS.slice(range[1]),
    );
    const linted = [...cut, ...missing, ...doubled].filter(isLinted);
    expect(crashes).toEqual([]);
    // What the parser refuses never reaches a rule; enough must have, or this says nothing.
    expect(linted.length).toBeGreaterThan(80);
  });
});

describe('nodes that nobody knows', () => {
  /** A parser of tomorrow: every node of a type has another name. */
  function parserWith(unknown: string): object {
    return {
      parseForESLint(text: string, options: typescript.ParserOptions) {
        const result = typescript.parseForESLint(text, options);
        const visit = (node: unknown): void => {
          if (typeof node !== 'object' || node === null) return;
          for (const [key, value] of Object.entries(node)) if (key !== 'parent') visit(value);
          const named = node as { type?: string };
          if (named.type === unknown) named.type = `Fancy${unknown}`;
        };
        // Scopes were analysed before the names changed, as a parser of its own kind would have it.
        visit(result.ast);
        const keys = result.visitorKeys as Record<string, readonly string[]>;
        return { ...result, visitorKeys: { ...keys, [`Fancy${unknown}`]: keys[unknown] ?? [] } };
      },
    };
  }

  const types = [
    'CallExpression',
    'MemberExpression',
    'AwaitExpression',
    'VariableDeclaration',
    'VariableDeclarator',
    'IfStatement',
    'ReturnStatement',
    'BlockStatement',
    'FunctionDeclaration',
    'ObjectPattern',
    'ArrayPattern',
    'TryStatement',
    'CatchClause',
    'ClassBody',
    'MethodDefinition',
    'PropertyDefinition',
    'ForOfStatement',
    'ThrowStatement',
    'ImportDeclaration',
    'ExportNamedDeclaration',
    'Identifier',
    'Literal',
    'TemplateLiteral',
    'ChainExpression',
  ];

  it.each(types)('%s', (type) => {
    const config = { languageOptions: { parser: parserWith(type) } } as Linter.Config;
    expect(() => messages(LEAKS, config, 'file.ts')).not.toThrow();
  });
});
