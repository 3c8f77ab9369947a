import * as typescript from '@typescript-eslint/parser';
import { describe, expect, it } from 'vitest';

import { lint, rangeOf, ruleThatFinds } from '../support/linting.ts';

/** The texts that the parser is given for an edit of `word`, and whether the edit is offered. */
function offer(
  text: string,
  to: string,
  range = rangeOf(text, 'word'),
): { readonly parsed: string[]; readonly isOffered: boolean } {
  const parsed: string[] = [];
  const spy = {
    parseForESLint(given: string, options: typescript.ParserOptions): unknown {
      parsed.push(given);
      return typescript.parseForESLint(given, options);
    },
  };
  const rule = ruleThatFinds(() => [
    {
      at: { loc: { start: { line: 1, column: 0 }, end: { line: 1, column: 1 } } },
      message: 'fault',
      repair: { certainty: 'exact', title: 'mend', edits: [{ range, text: to }] },
    },
  ]);
  const [message] = lint(rule, text, { config: { languageOptions: { parser: spy } }, filename: 'file.ts' });
  return { parsed: parsed.slice(1), isOffered: message?.fix !== undefined };
}

const FILE = `import { a } from 'a';
function before() { one(); return () => { two(); }; }
class Service {
  #field = () => { three(); };
  async run() { await word(() => { four(); }); }
  get other() { return this.#field; }
}
export const after = async function* () { yield 5; };
`;

describe('an edit', () => {
  it('is tried without the statements and the bodies of functions that it does not touch', () => {
    expect(offer(FILE, 'done')).toEqual({
      isOffered: true,
      parsed: [
        `class Service {
  #field = () => {};
  async run() { await done(() => {}); }
  get other() {}
}`,
      ],
    });
  });

  it('that breaks the syntax is not offered, and the whole text has been asked for', () => {
    const { parsed, isOffered } = offer(FILE, 'done(');
    expect(isOffered).toBe(false);
    expect(parsed).toContain(FILE.replace('word', 'done('));
  });

  it('keeps functions that it touches, their heads too', () => {
    const head = 'class Service {\n  async run() { await one(); }\n  two() { three(); }\n}\n';
    const { parsed } = offer(head, 'private async', rangeOf(head, 'async'));
    expect(parsed[0]).toContain('await one();');
    expect(parsed[0]).not.toContain('three');
    const text = 'function one() { a(); }\nword;\nfunction two() { b(); }\n';
    const [from] = rangeOf(text, 'word');
    expect(offer(text, '', [from, from + 6]).parsed).toEqual(['function one() {}\nfunction two() { b(); }\n']);
  });

  it('that takes a private name away is tried on the whole text', () => {
    const text = 'class A {\n  #word = 1;\n  get() { return this.#word; }\n}\n';
    const { parsed } = offer(text, '#done', rangeOf(text, '#word'));
    expect(parsed.at(-1)).toBe(text.replace('#word', '#done'));
  });

  it('beside a block that is no body of a function keeps the block', () => {
    const text = 'try { one(); } catch { two(); }\nfor (const x of y) { three(); }\nnamespace N { four(); }\nword;\n';
    expect(offer(text, 'done').parsed).toEqual([text.replace('word', 'done')]);
  });

  it('that stands at the end of a statement may be one beside it, and is tried with all of them', () => {
    const text = 'const other = 1;\nconst one = word;\n';
    const [from] = rangeOf(text, ';\nconst one');
    const end = text.lastIndexOf(';') + 1;
    expect(offer(text, ' two();', [end, end]).parsed).toEqual([text.replace('word;', 'word; two();')]);
    expect(offer(text, '+ 2', [from, from]).parsed).toEqual(['const other = 1+ 2;']);
  });
});
