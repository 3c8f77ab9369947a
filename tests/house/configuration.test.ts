import { afterEach, describe, expect, it } from 'vitest';

import { settingsOf } from '../../src/settings.ts';
import { Project } from '../compat/project.ts';
import { read } from './sources.ts';

interface Block {
  readonly use: 'file' | 'fixed';
  readonly path: string;
  readonly text: string;
}

const FENCE = /^```\w+ (file|fixed)=(\S+)\n([\s\S]*?)^```$/gm;

/** The sections of a page that are projects: their files, and what `--fix` makes of them. */
function projectsOf(page: string): { readonly title: string; readonly blocks: readonly Block[] }[] {
  const sections = read(page).split(/^## /m).slice(1);
  return sections
    .map((text) => ({
      title: text.slice(0, text.indexOf('\n')),
      blocks: [...text.matchAll(FENCE)].map(([, use, path = '', code = '']) => ({
        use: use as Block['use'],
        path,
        text: code,
      })),
    }))
    .filter(({ blocks }) => blocks.length > 0);
}

interface Claim {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

/** What the files say of themselves: ` // reported: words of the message`. */
function claimsOf({ path, text }: Block): Claim[] {
  return text.split('\n').flatMap((line, i) => {
    const [, words] = /\/\/ reported: (.*)$/.exec(line) ?? [];
    return words === undefined ? [] : [{ path, line: i + 1, message: words }];
  });
}

interface Linted {
  readonly filePath: string;
  readonly messages: readonly { readonly line: number; readonly message: string }[];
}

describe.each(['docs/configuration.md', 'docs/own-clients.md'])('%s', (page) => {
  let project: Project | undefined;

  afterEach(() => {
    project?.remove();
  });

  const eslint = (...args: readonly string[]): string => {
    const { stdout, stderr } = (project as Project).run('eslint/bin/eslint.js', args, { POOL_HYGIENE_THROW: '1' });
    expect(stderr).toBe('');
    return stdout;
  };

  it.each(projectsOf(page))('$title', ({ blocks }) => {
    const files = blocks.filter(({ use }) => use === 'file');
    const given = Object.fromEntries(files.map(({ path, text }) => [path, text]));
    project = new Project({ 'package.json': '{ "type": "module" }', ...given }, { eslint: 'eslint' });
    const sources = files.filter(({ path }) => path.startsWith('src/'));
    if (sources.length === 0) project.write('src/empty.js', '');

    const { home } = project;
    const results = JSON.parse(eslint('--format', 'json', 'src')) as readonly Linted[];
    const found = results.flatMap(({ filePath, messages }) =>
      messages.map(({ line, message }) => ({ path: filePath.slice(home.length + 1), line, message })),
    );
    const byPlace = (a: Claim, b: Claim): number => a.path.localeCompare(b.path) || a.line - b.line;
    const claimed = sources.flatMap(claimsOf).sort(byPlace);
    expect(found.sort(byPlace)).toEqual(
      claimed.map((claim) => ({ ...claim, message: expect.stringContaining(claim.message) as string })),
    );

    const fixed = blocks.filter(({ use }) => use === 'fixed');
    if (fixed.length === 0) return;
    expect(eslint('--fix', 'src')).toBe('');
    for (const { path, text } of fixed) expect(withoutClaims(project.read(path)), path).toBe(text);
  });

  it('has a table of contents that leads to its sections', () => {
    const listed = [...read(page).matchAll(/^- \[(.*)\]\(#(.*)\)$/gm)];
    expect(listed.map(([, title]) => title)).toEqual([...read(page).matchAll(/^## (.*)$/gm)].map(([, title]) => title));
    for (const [, title = '', anchor] of listed)
      expect(anchor).toBe(title.toLowerCase().replaceAll(' ', '-').replaceAll(',', ''));
  });
});

function withoutClaims(text: string): string {
  return text.replace(/ \/\/ reported: .*$/gm, '');
}

describe('the settings', () => {
  const defaults = settingsOf(undefined);
  const section = (page: string): string => /^## Settings$([\s\S]*?)^## /m.exec(read(page))?.[1] ?? '';
  const listed = (page: string, row: RegExp): string[] => [...section(page).matchAll(row)].map(([, key = '']) => key);

  it('are all on the page, with their defaults', () => {
    const page = 'docs/configuration.md';
    expect(listed(page, /^\| `(\w+)`/gm).sort()).toEqual(Object.keys(defaults).sort());
    const [, shown = ''] = /'pool-hygiene': \{\n([\s\S]*?)^ {6}\}/m.exec(section(page)) ?? [];
    const written = (value: unknown): string => JSON.stringify(value).replaceAll('"', "'");
    expect(shown.trim().split(/,\s*/).filter(Boolean).sort()).toEqual(
      Object.entries(defaults)
        .map(([key, value]) => `${key}: ${written(value)}`)
        .sort(),
    );
  });

  it('are all in the README', () => {
    expect(listed('README.md', /^- `(\w+)`/gm).sort()).toEqual(Object.keys(defaults).sort());
  });
});
