import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { generated, ruleNames } from '../../scripts/generate.ts';
import plugin from '../../src/index.ts';
import { filesUnder, read, root } from './sources.ts';

const names = ruleNames();

describe('the rules and what belongs to them', () => {
  it('there are some', () => {
    expect(names).toContain('require-lease-release');
  });

  it('stand in the index, each under its own name', () => {
    expect(Object.keys(plugin.rules).sort()).toEqual(names);
  });

  it('all that is generated is up to date', async () => {
    const dirty = (await generated()).filter(({ path, text }) => read(path) !== text).map(({ path }) => path);
    expect(dirty, 'run `npm run generate`').toEqual([]);
  });

  it.each(names)('%s has a page and a test', (name) => {
    expect(existsSync(join(root, `docs/rules/${name}.md`)), `docs/rules/${name}.md`).toBe(true);
    expect(existsSync(join(root, `tests/rules/${name}.test.ts`)), `tests/rules/${name}.test.ts`).toBe(true);
  });

  it('no page is left over', () => {
    const pages = filesUnder('docs/rules', /\.md$/).map((path) => path.replace(/^.*\/|\.md$/g, ''));
    expect(pages.filter((page) => !names.includes(page))).toEqual([]);
  });
});

describe.each(Object.entries(plugin.rules))('%s', (name, { meta }) => {
  it('says the same name and summary in every place', () => {
    expect(read(`src/rules/${name}.ts`)).toContain(`name: '${name}'`);
    expect(meta.docs.url).toMatch(new RegExp(`^https://.*/docs/rules/${name}\\.md$`));
    expect(name).toMatch(/^(?:no|require|prefer|consistent)-[a-z0-9-]+$/);
    expect(meta.docs.description).toMatch(/^(?:Disallow|Require|Prefer|Enforce) .*[^.]$/);
  });

  it('has messages that are sentences, with placeholders for what changes', () => {
    for (const [id, message] of Object.entries(meta.messages)) {
      expect(id).toMatch(/^[a-z][a-zA-Z]*$/);
      expect(message, id).toMatch(/^[A-Z`{].*\.$/);
      expect(message.match(/\{\{(?!\w+\}\})/), `${id}: placeholders are words in {{}}`).toBeNull();
      expect(message, `${id}: no string was put in by hand`).not.toMatch(/\$\{|undefined/);
    }
    expect(Object.values(meta.messages).some((message) => message.includes('{{'))).toBe(true);
  });

  it('describes its options', () => {
    const [schema] = meta.schema;
    const properties = Object.entries((schema?.['properties'] ?? {}) as Record<string, { description?: string }>);
    expect(meta.schema.length).toBe(properties.length > 0 ? 1 : 0);
    if (schema) expect(schema['additionalProperties']).toBe(false);
    for (const [option, { description }] of properties) expect(description, option).toMatch(/^[A-Z].*\.$/s);
    const known = properties.map(([option]) => option);
    expect(Object.keys(meta.defaultOptions[0] ?? {}).every((option) => known.includes(option))).toBe(true);
    expect(Object.keys(meta.docs.strictOptions ?? {}).every((option) => known.includes(option))).toBe(true);
  });

  it('stays small', () => {
    expect(read(`src/rules/${name}.ts`).split('\n').length).toBeLessThanOrEqual(150);
  });
});

describe('configurations', () => {
  const flat = (tier: 'recommended' | 'strict' | 'all') => plugin.configs[`flat/${tier}`];

  it('hold the plugin itself', () => {
    for (const tier of ['recommended', 'strict', 'all'] as const) {
      expect(flat(tier).name).toBe(`pool-hygiene/${tier}`);
      expect(flat(tier).plugins['pool-hygiene']).toBe(plugin);
      expect(plugin.configs[tier]).toEqual({ plugins: ['pool-hygiene'], rules: flat(tier).rules });
    }
  });

  it('contain each other, and `all` every rule', () => {
    const on = (tier: 'recommended' | 'strict' | 'all'): string[] => Object.keys(flat(tier).rules);
    expect(on('strict')).toEqual(expect.arrayContaining(on('recommended')));
    expect(on('all')).toEqual(expect.arrayContaining(on('strict')));
    expect(on('all').sort()).toEqual(names.map((name) => `pool-hygiene/${name}`));
  });

  it('follow the tiers of the rules and the options that each sets', () => {
    for (const [name, { meta }] of Object.entries(plugin.rules)) {
      const { tier, recommendedOptions, strictOptions } = meta.docs;
      const [recommended, strict, all] = [flat('recommended'), flat('strict'), flat('all')].map(
        ({ rules }) => rules[`pool-hygiene/${name}`],
      );
      const hardened = strictOptions ? ['error', strictOptions] : 'error';
      const mild = recommendedOptions ? ['error', recommendedOptions] : 'error';
      expect(recommended).toEqual(tier === 'recommended' ? mild : undefined);
      expect(strict).toEqual(tier === 'all' ? undefined : hardened);
      expect(all).toEqual(hardened);
    }
  });
});
