import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { PHONE, inBrowser, visit } from './browsing.ts';

inBrowser();

const root = join(import.meta.dirname, '../..');
const dist = join(root, 'site/dist');

function pagesIn(folder: string, kind: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith(kind));
}

const built = pagesIn(dist, '.html');
const text = new Map(built.map((path) => [path, readFileSync(join(dist, path), 'utf8')]));

describe('the pages', () => {
  it('are all of the documentation', () => {
    const docs = pagesIn(join(root, 'docs'), '.md').map((path) => path.replace(/md$/, 'html'));
    expect(docs.length).toBeGreaterThan(20);
    expect(docs.filter((path) => !built.includes(path))).toEqual([]);
  });

  it('link to what is there', () => {
    const missing = [...text].flatMap(([path, page]) => {
      const links = [...page.matchAll(/<a [^>]*?href="([^"]+)"/g)].map(([, href = '']) =>
        href.replaceAll('&amp;', '&'),
      );
      return links
        .filter((href) => !/^(?:https?:|mailto:)/.test(href))
        .filter((href) => {
          const [file = '', anchor] = href.split('#');
          const target =
            file === '' ? path : file.startsWith('/') ? file.slice(1) || 'index.html' : join(dirname(path), file);
          const there = text.get(target);
          const isOpenedBySomeone = anchor === undefined || anchor === '' || target === 'playground.html';
          return there === undefined || !(isOpenedBySomeone || there.includes(`id="${decodeURIComponent(anchor)}"`));
        })
        .map((href) => `${path}: ${href}`);
    });
    expect(missing).toEqual([]);
  });

  it('link to files of the repository that are there', () => {
    const outside = [...text.values()].flatMap((page) =>
      [...page.matchAll(/href="https:\/\/github\.com\/pool-hygiene\/[\w-]+\/blob\/main\/([^"#]+)/g)].map(
        ([, path = '']) => path,
      ),
    );
    expect(outside.length).toBeGreaterThan(3);
    expect(outside.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('are not wider than a phone', async () => {
    for (const path of ['index.html', 'rules/require-lease-release.html', 'how-it-judges.html', 'compatibility.html']) {
      const { page, close } = await visit(path, { viewport: PHONE });
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBe(PHONE.width);
      await close();
    }
  });

  it('of a rule lead to its sample in the playground', async () => {
    const { page, errors, close } = await visit('rules/no-unconsumed-body.html');
    await page.getByRole('link', { name: 'Try it in the playground' }).click();
    await page.locator('.pg-report-selected .pg-rule').filter({ hasText: 'no-unconsumed-body' }).waitFor();
    expect(await page.getByLabel('Example').inputValue()).toBe('no-unconsumed-body');
    expect(errors).toEqual([]);
    await close();
  });
});

describe('the packages of the site', () => {
  const versions = (path: string): Record<string, string | undefined> => {
    const { packages } = JSON.parse(readFileSync(join(root, path), 'utf8')) as {
      packages: Record<string, { version?: string }>;
    };
    return Object.fromEntries(
      Object.entries(packages).map(([name, { version }]) => [name.replace('node_modules/', ''), version]),
    );
  };

  it('are written with their exact versions', () => {
    const { devDependencies } = JSON.parse(readFileSync(join(root, 'site/package.json'), 'utf8')) as {
      devDependencies: Record<string, string>;
    };
    expect(Object.values(devDependencies).filter((range) => !/^\d+\.\d+\.\d+$/.test(range))).toEqual([]);
  });

  it.each(['eslint', 'typescript', '@typescript-eslint/parser', '@typescript-eslint/scope-manager'])(
    '%s is that of the plugin’s own tests',
    (name) => {
      expect(versions('site/package-lock.json')[name]).toBe(versions('package-lock.json')[name]);
    },
  );
});
