import { rmSync } from 'node:fs';
import { dirname } from 'node:path';

import { tokenize } from 'espree';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import plugin from '../../../src/index.ts';
import { Installation, packed } from '../installing.ts';
import { type Diagnostic, LanguageClient, edited } from './language-client.ts';

const CONFIG = `
import poolHygiene from 'eslint-plugin-pool-hygiene';
import * as parser from '@typescript-eslint/parser';
export default [poolHygiene.configs['flat/strict'], { files: ['**/*.ts'], languageOptions: { parser } }];
`;

const JAVASCRIPT = `import express from 'express';
import { Pool } from 'pg';
import { Agent, request } from 'undici';

const pool = new Pool({ max: 10 });

export async function balance(account) {
  const client = await pool.connect();
  const { rows } = await client.query('select sum(cents) from entries where account = $1', [account]);
  client.release();
  return rows[0];
}

export async function rate(currency) {
  const response = await fetch(\`https://rates.example.com/\${currency}\`);
  if (!response.ok) throw new Error(\`no rate for \${currency}\`);
  return response.json();
}

const app = express();
app.get('/mirror', async (req, res) => {
  const agent = new Agent({ connections: Number(req.query.size) });
  const { body } = await request(req.query.url, { dispatcher: agent });
  res.json(await body.json());
});
`;

const TYPESCRIPT = `import { createClient } from 'redis';
import type { Pool } from 'pg';

export class Sessions {
  readonly #client = createClient();

  constructor(private readonly pool: Pool) {}

  async open(id: string): Promise<boolean> {
    const lease = await this.pool.connect();
    if ((await this.#client.get(id)) === null) return false;
    await lease.query('update sessions set seen = now() where id = $1', [id]);
    lease.release();
    return true;
  }
}
`;

const FILES: readonly (readonly [path: string, language: string, text: string])[] = [
  ['src/balance.js', 'javascript', JAVASCRIPT],
  ['src/windows.js', 'javascript', JAVASCRIPT.replaceAll('\n', '\r\n')],
  ['src/sessions.ts', 'typescript', TYPESCRIPT],
];

interface Edit {
  readonly range: readonly [number, number];
  readonly text: string;
}

/** What ESLint on the command line says of a file. */
interface Said {
  readonly ruleId: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly fix?: Edit;
  readonly suggestions?: readonly { readonly desc: string; readonly fix: Edit }[];
}

describe('the ESLint server of VS Code', () => {
  const tarball = packed();
  const installation = new Installation();
  let client: LanguageClient;
  const said = new Map<string, readonly Said[]>();
  const shown = new Map<string, readonly Diagnostic[]>();

  beforeAll(async () => {
    const packages = {
      eslint: '^10',
      '@typescript-eslint/parser': '^8',
      typescript: '~6.0.3',
      'vscode-langservers-extracted': '^4.10.0',
    };
    const { status, stderr } = installation.install(packages, tarball);
    expect(status, stderr).toBe(0);
    const texts = FILES.map(([path, , text]) => [path, text] as const);
    installation.write({ 'eslint.config.mjs': CONFIG, ...Object.fromEntries(texts) });
    const { stdout } = installation.run('eslint/bin/eslint.js', ['--format', 'json', 'src']);
    for (const { filePath, messages } of JSON.parse(stdout) as { filePath: string; messages: Said[] }[])
      said.set(filePath.slice(installation.home.length + 1).replaceAll('\\', '/'), messages);
    client = new LanguageClient(installation.home);
    await client.start();
    for (const [path, language, text] of FILES) shown.set(path, await client.open(path, text, language));
  });

  afterAll(async () => {
    await client.stop();
    installation.remove();
    rmSync(dirname(tarball), { recursive: true, force: true });
  });

  const of = (path: string): readonly (readonly [Said, Diagnostic])[] => {
    const diagnostics = shown.get(path) ?? [];
    return (said.get(path) ?? []).flatMap((one, i) => {
      const diagnostic = diagnostics[i];
      return diagnostic ? [[one, diagnostic] as const] : [];
    });
  };

  it('is given enough to look at', () => {
    const all = [...said.values()].flat();
    expect(all.length).toBeGreaterThan(12);
    expect(all.filter(({ fix }) => fix).length).toBeGreaterThan(4);
    expect(all.flatMap(({ suggestions = [] }) => suggestions).length).toBeGreaterThan(7);
  });

  it.each(FILES)('underlines in %s what the command line reports, and little more than a name', (path) => {
    const diagnostics = shown.get(path) ?? [];
    expect(diagnostics.map(({ code, message, range }) => [code, message, range])).toEqual(
      (said.get(path) ?? []).map(({ ruleId, message, line, column, endLine, endColumn }) => [
        ruleId,
        message,
        {
          start: { line: line - 1, character: column - 1 },
          end: { line: endLine - 1, character: endColumn - 1 },
        },
      ]),
    );
    for (const { range, message } of diagnostics) {
      expect(range.end.line, message).toBe(range.start.line);
      expect(range.end.character - range.start.character, message).toBeLessThanOrEqual(40);
    }
  });

  it.each(FILES)('links the reports in %s to their pages', (path) => {
    const rules = plugin.rules as Readonly<
      Record<string, { readonly meta: { readonly docs: { readonly url: string } } }>
    >;
    for (const { code, codeDescription } of shown.get(path) ?? [])
      expect(codeDescription?.href).toBe(rules[String(code).replace(/^pool-hygiene\//, '')]?.meta.docs.url);
  });

  it.each(FILES)(
    'offers for %s every fix and every suggestion, and makes them as they are meant',
    async (path, _language, text) => {
      const made = (edit: Edit): string => text.slice(0, edit.range[0]) + edit.text + text.slice(edit.range[1]);
      for (const [{ ruleId, fix, suggestions = [] }, diagnostic] of of(path)) {
        const actions = await client.actions(path, diagnostic);
        const wanted = [
          ...(fix ? [[`Fix this ${ruleId} problem`, made(fix)] as const] : []),
          ...suggestions.map(({ desc, fix: edit }) => [`${desc} (${ruleId})`, made(edit)] as const),
        ];
        const offered = actions.filter(({ title }) => wanted.some(([wantedTitle]) => wantedTitle === title));
        expect(offered.map(({ title }) => title).sort()).toEqual(wanted.map(([title]) => title).sort());
        for (const action of offered) {
          const results = wanted.filter(([title]) => title === action.title).map(([, result]) => result);
          expect(results, action.title).toContain(edited(text, await client.editsOf(action)));
        }
      }
    },
  );

  it('says nothing of its own while code is being typed', async () => {
    const options = { ecmaVersion: 2022, sourceType: 'module', range: true } as const;
    const ends = (tokenize(JAVASCRIPT, options) as { readonly range: readonly [number, number] }[]).map(
      ({ range }) => range[1],
    );
    const [path] = FILES[0] ?? ['', '', ''];
    let version = 1;
    for (const end of ends) {
      version += 1;
      const diagnostics = await client.change(path, JAVASCRIPT.slice(0, end), version);
      for (const { code, message } of diagnostics)
        expect(code === undefined ? message : 'a report', JAVASCRIPT.slice(end - 40, end)).toMatch(
          /^Parsing error|^a report$/,
        );
    }
    const again = await client.change(path, JAVASCRIPT, version + 1);
    expect(again).toEqual(shown.get(path));
    expect(client.complaints).toEqual([]);
  });
});
