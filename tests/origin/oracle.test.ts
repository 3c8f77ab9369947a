import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

import { type PoolRule, defineRule } from '../../src/rule/define-rule.ts';
import type { File } from '../../src/rule/services.ts';
import { rules } from '../../src/rules/index.ts';
import { programOver } from '../support/typed.ts';

const TEXTS = {
  '/app/src/locks.ts': `
    export class Lock { async [Symbol.asyncDispose]() {} async release() {} async extend() {} }
    export const acquireLock = async (name: string) => new Lock();
  `,
  '/app/src/held.ts': `
    import { acquireLock } from './locks';
    export async function f(work: () => Promise<void>) { const lock = await acquireLock('a'); await work(); await lock.release(); }
  `,
  '/app/src/cache.ts': `
    import { createClient } from 'redis';
    export const createCache = () => createClient();
  `,
  '/app/src/quiet.ts': `
    import { acquireLock } from './locks';
    export async function f(x: { run(): Promise<void>; stop(): void }) { try { await x.run(); } finally { x.stop(); } return x; }
  `,
  '/app/src/sums.ts': `
    export function sum(list: number[]) { let all = 0; for (const each of list) { const one = Math.abs(each); all += one; } return all; }
  `,
  '/app/src/leak.ts': `
    import { createCache } from './cache';
    export async function f() { const c = createCache(); await c.connect(); await c.get(''); await c.quit(); }
  `,
};

const program = programOver(new Map(Object.entries(TEXTS)));

/** What a checker does that fails wherever it is asked. */
const broken = new Proxy(program, {
  get(target, name): unknown {
    if (name !== 'getTypeChecker') return Reflect.get(target, name);
    const fails = (): never => {
      throw new TypeError("Cannot read properties of undefined (reading 'includes')");
    };
    return () => new Proxy(program.getTypeChecker(), { get: () => fails });
  },
});

interface Outcome {
  readonly work: File['work'] | undefined;
  readonly messages: readonly string[];
}

/** What the linter says of a text of the program, and what that cost; `throws`: the checker that the rules are given fails. */
function lint(filename: keyof typeof TEXTS, { throws = false, disposableTypes = true } = {}): Outcome {
  const files: File[] = [];
  const asking = defineRule({
    name: 'asking',
    kind: 'problem',
    tier: 'all',
    summary: 'Ask',
    messages: {},
    options: {},
    check(file) {
      files.push(file);
      return [];
    },
  });
  const all = { ...Object.fromEntries(Object.entries<PoolRule>(rules)), asking };
  const withServices = {
    ...parser,
    parseForESLint(text: string, options: parser.ParserOptions) {
      const found = parser.parseForESLint(text, options);
      return throws ? { ...found, services: { ...found.services, program: broken } } : found;
    },
  };
  const found = new Linter({ cwd: '/' }).verify(
    TEXTS[filename],
    [
      {
        files: ['**/*.ts'],
        languageOptions: { parser: withServices, parserOptions: { programs: [program] } },
        plugins: { test: { rules: all } },
        rules: {
          ...Object.fromEntries(Object.keys(all).map((name) => [`test/${name}`, 'error'] as const)),
          'test/require-client-disposal': ['error', { disposableTypes }],
        },
      },
    ],
    { filename },
  );
  return { work: files[0]?.work, messages: found.map(({ ruleId, message }) => ruleId ?? message) };
}

describe('the type checker', () => {
  it('is asked where a resource may be', () => {
    const { work, messages } = lint('/app/src/leak.ts');
    expect(work?.asked).toBeGreaterThan(0);
    expect(messages).toContain('test/require-client-disposal');
  });

  it('is asked nothing in files in which nothing is made, taken or given back', () => {
    expect(lint('/app/src/sums.ts').work).toMatchObject({ graphs: 0, asked: 0 });
  });

  it('tells what its type declares to be disposed of, unless the option says no', () => {
    expect(lint('/app/src/held.ts').messages).toEqual(['test/require-client-disposal']);
    expect(lint('/app/src/held.ts', { disposableTypes: false }).messages).toEqual([]);
  });

  it('may throw wherever it is asked: the rest is judged as without it', () => {
    const { work, messages } = lint('/app/src/leak.ts', { throws: true });
    expect(work?.asked).toBeGreaterThan(0);
    expect(messages).toEqual([]);
  });
});
