import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { defineConfig } from 'vitepress';

/** The documentation as a site. Its pages are those of `docs`, as they are, and those of `site/pages`; the build puts both together. */

const root = join(import.meta.dirname, '../..');
const REPOSITORY = 'https://github.com/pool-hygiene/eslint-plugin-pool-hygiene';

const rules = readdirSync(join(root, 'docs/rules'))
  .filter((name) => name.endsWith('.md'))
  .map((name) => name.replace(/\.md$/, ''))
  .sort();

const guide = [
  { text: 'Why did it report this?', link: '/why-did-it-report-this' },
  { text: 'How it judges', link: '/how-it-judges' },
  { text: 'Adopting it', link: '/adopting' },
  { text: 'Configuration', link: '/configuration' },
  { text: 'Clients of your own', link: '/own-clients' },
  { text: 'In CI', link: '/ci' },
];

const tables = [
  { text: 'Libraries', link: '/libraries' },
  { text: 'Frameworks', link: '/frameworks' },
  { text: 'Where it works', link: '/compatibility' },
  { text: 'Beside other tools', link: '/comparison' },
  { text: 'What it costs', link: '/speed' },
];

export default defineConfig({
  title: 'pool-hygiene',
  description: 'Finds the mistakes that exhaust connection pools, and mends them',
  base: process.env['SITE_BASE'] ?? '/',
  srcDir: '.pages',
  outDir: 'dist',
  cacheDir: '.vitepress/cache',
  lang: 'en',
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config(markdown) {
      markdown.core.ruler.push('leave-the-site', ({ tokens, env }) => {
        const { relativePath } = env as { readonly relativePath: string };
        for (const token of tokens.flatMap(({ children }) => children ?? [])) {
          const href = token.type === 'link_open' ? token.attrGet('href') : null;
          if (href !== null) token.attrSet('href', inside(href) ?? outside(href, relativePath) ?? href);
        }
      });
    },
  },
  vite: {
    publicDir: join(root, 'site/.vitepress/linter'),
    build: { chunkSizeWarningLimit: 1_000 },
  },
  themeConfig: {
    nav: [
      { text: 'Guide', link: '/why-did-it-report-this', activeMatch: '^/(?!rules|playground|index|$)' },
      { text: 'Rules', link: '/rules/require-lease-release', activeMatch: '^/rules/' },
      { text: 'Playground', link: '/playground' },
    ],
    sidebar: [
      { text: 'Guide', items: guide },
      { text: 'Rules', items: rules.map((name) => ({ text: name, link: `/rules/${name}` })) },
      { text: 'What is known', items: tables },
    ],
    outline: [2, 3],
    search: { provider: 'local' },
    socialLinks: [{ icon: 'github', link: REPOSITORY, ariaLabel: 'The repository' }],
  },
});

/** What the repository has as a folder, and the site as a page. */
function inside(href: string): string | undefined {
  return /^(?:\.\.\/)+site$/.test(href) ? '/playground' : undefined;
}

/** Where a link of a page leads that is to a file beside `docs`; undefined for those to other pages. */
function outside(href: string, page: string): string | undefined {
  if (!href.startsWith('../')) return undefined;
  const path = new URL(href, `file:///docs/${page}`).pathname;
  return path.startsWith('/docs/')
    ? undefined
    : `${REPOSITORY}/blob/main${new URL(href, `file:///docs/${page}`).href.slice('file://'.length)}`;
}
