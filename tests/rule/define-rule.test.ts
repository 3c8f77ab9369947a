import { afterEach, describe, expect, it, vi } from 'vitest';

import { defineRule } from '../../src/rule/define-rule.ts';
import { flag, listOf, oneOf, readOptions, wholeNumber } from '../../src/rule/options.ts';
import requireTimeout from '../../src/rules/require-timeout.ts';
import { SettingsError } from '../../src/settings.ts';
import { ANYWHERE, lint, ruleThatFinds } from '../support/linting.ts';

describe('meta', () => {
  const rule = defineRule({
    name: 'no-example',
    kind: 'problem',
    tier: 'strict',
    summary: 'Disallow examples',
    messages: { found: 'Found `{{it}}`.' },
    options: {
      mode: oneOf(['soft', 'hard'], 'soft', 'How hard.', { strict: 'hard' }),
      allow: listOf('What to allow.'),
      loud: flag(true, 'Whether to be loud.'),
      limit: wholeNumber('How many.', { minimum: 1 }),
    },
    repairs: ['likely'],
    check: () => [],
  });

  it('derives everything from the one description', () => {
    expect(rule.meta).toMatchInlineSnapshot(`
      {
        "defaultOptions": [
          {
            "allow": [],
            "loud": true,
            "mode": "soft",
          },
        ],
        "docs": {
          "description": "Disallow examples",
          "recommended": false,
          "repairs": [
            "likely",
          ],
          "strictOptions": {
            "mode": "hard",
          },
          "tier": "strict",
          "url": "https://github.com/pool-hygiene/eslint-plugin-pool-hygiene/blob/main/docs/rules/no-example.md",
        },
        "fixable": "code",
        "hasSuggestions": true,
        "messages": {
          "found": "Found \`{{it}}\`.",
        },
        "schema": [
          {
            "additionalProperties": false,
            "description": "What the rule can be told.",
            "properties": {
              "allow": {
                "description": "What to allow.",
                "items": {
                  "type": "string",
                },
                "type": "array",
                "uniqueItems": true,
              },
              "limit": {
                "description": "How many.",
                "minimum": 1,
                "type": "integer",
              },
              "loud": {
                "description": "Whether to be loud.",
                "type": "boolean",
              },
              "mode": {
                "description": "How hard.",
                "enum": [
                  "soft",
                  "hard",
                ],
              },
            },
            "type": "object",
          },
        ],
        "type": "problem",
      }
    `);
  });

  it('says that it repairs nothing when it repairs nothing', () => {
    const { meta } = defineRule({ ...BARE, repairs: [], check: () => [] });
    expect(meta.fixable).toBeUndefined();
    expect(meta.hasSuggestions).toBe(false);
    expect(meta.schema).toEqual([]);
  });
});

const BARE = {
  name: 'bare',
  kind: 'problem',
  tier: 'recommended',
  summary: 'Bare',
  messages: {},
  options: {},
} as const;

describe('options', () => {
  function seen(options: unknown): unknown {
    const check = vi.fn((_file: unknown, _options: object) => []);
    const table = {
      mode: oneOf(['soft', 'hard'], 'soft', 'How hard.'),
      allow: listOf('What to allow.', ['it']),
      limit: wholeNumber('How many.'),
    };
    lint(defineRule({ ...BARE, options: table, check }), 'a', { options });
    return check.mock.calls[0]?.[1];
  }

  it('has the defaults where nothing is configured', () => {
    expect(seen(undefined)).toEqual({ mode: 'soft', allow: new Set(['it']), limit: undefined });
  });

  it('has them without the help of ESLint, which came to merge options in 9.15', () => {
    const table = { mode: oneOf(['soft', 'hard'], 'soft', 'How hard.'), loud: flag(true, 'Whether to be loud.') };
    expect(readOptions(table, undefined)).toEqual({ mode: 'soft', loud: true });
    expect(readOptions(table, { loud: false })).toEqual({ mode: 'soft', loud: false });
  });

  it('merges what is configured over the defaults', () => {
    expect(seen({ limit: 3 })).toEqual({ mode: 'soft', allow: new Set(['it']), limit: 3 });
    expect(seen({ allow: [], mode: 'hard' })).toEqual({ mode: 'hard', allow: new Set(), limit: undefined });
  });

  it('lets ESLint name the key that is wrong', () => {
    expect(() => seen({ mode: 'gentle' })).toThrow(
      /Value "gentle" should be equal to one of the allowed values|"soft"/,
    );
    expect(() => seen({ moode: 'soft' })).toThrow(/moode/);
  });
});

describe('errors', () => {
  const broken = ruleThatFinds(() => {
    throw new TypeError('a bug of ours');
  });

  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it('never reach the user', () => {
    vi.stubEnv('POOL_HYGIENE_THROW', '');
    expect(lint(broken, 'a')).toEqual([]);
  });

  it('reach our tests', () => {
    expect(() => lint(broken, 'a')).toThrow('a bug of ours');
  });

  it('stay silent in the middle of the findings, too', () => {
    vi.stubEnv('POOL_HYGIENE_THROW', '');
    const half = ruleThatFinds(function* () {
      yield { at: ANYWHERE, message: 'fault' };
      throw new TypeError('a bug of ours');
    });
    expect(lint(half, 'a')).toEqual([]);
  });

  it('are the user’s to hear where an option names a package that nobody describes', () => {
    vi.stubEnv('POOL_HYGIENE_THROW', '');
    const options = { timeouts: { pg: 1, pgg: 2 } };
    expect(() => lint(requireTimeout, 'a', { options })).toThrow(
      'The option `timeouts` of pool-hygiene/require-timeout names `pgg`, which is no package',
    );
    const clients = [{ package: 'pgg', modules: {}, types: {} }];
    expect(lint(requireTimeout, 'a', { options, settings: { clients } })).toEqual([]);
    expect(lint(requireTimeout, 'a', { options: { timeouts: { http: 1, global: 2 } } })).toEqual([]);
  });

  it('are the user’s to hear where the settings are wrong', () => {
    vi.stubEnv('POOL_HYGIENE_THROW', '');
    const rule = ruleThatFinds(() => []);
    expect(() => lint(rule, 'a', { settings: { autofix: 'sometimes' } })).toThrow(
      "settings['pool-hygiene'].autofix must be 'safe', 'all' or 'none'",
    );
    const late = ruleThatFinds(() => {
      throw new SettingsError('clients[0].package is missing.');
    });
    expect(() => lint(late, 'a')).toThrow('clients[0].package is missing.');
  });
});
