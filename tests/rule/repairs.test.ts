import * as babel from '@babel/eslint-parser';
import * as typescript from '@typescript-eslint/parser';
import { describe, expect, it } from 'vitest';

import type { Repair } from '../../src/rule/finding.ts';
import { ANYWHERE, fixed, lint, rangeOf, ruleThatFinds } from '../support/linting.ts';

type Words = 'mend' | 'mendOtherwise';

const rename = (text: string, to: string, more: Partial<Repair<Words>> = {}): Repair<Words> => ({
  certainty: 'exact',
  title: 'mend',
  edits: [{ range: rangeOf(text, 'word'), text: to }],
  ...more,
});

const repairing = (...repairs: ((text: string) => Repair<Words>)[]) =>
  ruleThatFinds((text) =>
    text.includes('word') ? [{ at: ANYWHERE, message: 'fault', repair: repairs.map((repair) => repair(text)) }] : [],
  );

const exact = repairing((text) => rename(text, 'done'));
const likely = repairing((text) => rename(text, 'done', { certainty: 'likely' }));
const both = repairing(
  (text) => rename(text, 'perhaps', { certainty: 'likely', title: 'mendOtherwise' }),
  (text) => rename(text, 'done'),
);

describe('certainty', () => {
  it.each([
    ['exact, by default', exact, undefined, 'done();', []],
    ['exact, all', exact, 'all', 'done();', []],
    ['exact, none', exact, 'none', 'word();', ['Mend it.']],
    ['likely, by default', likely, 'safe', 'word();', ['Mend it.']],
    ['likely, all', likely, 'all', 'done();', []],
    ['likely, none', likely, 'none', 'word();', ['Mend it.']],
    ['both, by default', both, 'safe', 'done();', ['Mend it in another way.']],
    ['both, all', both, 'all', 'perhaps();', ['Mend it.']],
    ['both, none', both, 'none', 'word();', ['Mend it in another way.', 'Mend it.']],
  ])('%s', (_name, rule, autofix, output, suggestions) => {
    expect(fixed(rule, 'word();', { settings: { autofix } })).toBe(output);
    const [message] = lint(rule, 'word();', { settings: { autofix } });
    expect(message?.suggestions?.map(({ desc }) => desc) ?? []).toEqual(suggestions);
  });
});

describe('edits', () => {
  const editing = (edits: (text: string) => Repair['edits'], covers?: [number, number]) =>
    ruleThatFinds((text) =>
      text.includes('word')
        ? [
            {
              at: ANYWHERE,
              message: 'fault',
              repair: { certainty: 'exact', title: 'mend', edits: edits(text), ...(covers && { covers }) },
            },
          ]
        : [],
    );

  it('are made together', () => {
    const rule = editing((text) => [
      { range: rangeOf(text, 'last'), text: 'second' },
      { range: rangeOf(text, 'word'), text: 'first' },
    ]);
    expect(fixed(rule, 'word(); between(); last();')).toBe('first(); between(); second();');
  });

  it('are dropped whole when they overlap, lie outside the text or change nothing', () => {
    const overlapping = editing(() => [
      { range: [0, 4], text: 'a' },
      { range: [2, 6], text: 'b' },
    ]);
    expect(lint(overlapping, 'word();')[0]?.fix).toBeUndefined();
    expect(
      lint(
        editing(() => [{ range: [0, 99], text: 'a' }]),
        'word();',
      )[0]?.fix,
    ).toBeUndefined();
    expect(
      lint(
        editing(() => [{ range: [0, 4], text: 'word' }]),
        'word();',
      )[0]?.fix,
    ).toBeUndefined();
  });

  it('take up all that they cover', () => {
    const { fix } =
      lint(
        editing((text) => [{ range: rangeOf(text, 'word'), text: 'done' }], [0, 20]),
        'let a = 1; word(a); a;',
      )[0] ?? {};
    expect(fix).toEqual({ range: [0, 20], text: 'let a = 1; done(a); ' });
  });

  it('leave a byte order mark and line ends alone', () => {
    expect(fixed(exact, '\uFEFFword();\r\nnext();\r\n')).toBe('\uFEFFdone();\r\nnext();\r\n');
  });

  it('on one resource wait for each other', () => {
    const text = 'acquire(); word(); use(); word2(); end();';
    let passes = 0;
    const rule = ruleThatFinds(function* (source) {
      passes++;
      const covers = [0, source.indexOf(' end')] as const;
      const edit = (from: string, to: string): Repair<Words> => ({
        certainty: 'exact',
        title: 'mend',
        covers,
        edits: [{ range: rangeOf(source, from), text: to }],
      });
      if (source.includes('word()')) yield { at: ANYWHERE, message: 'fault', repair: edit('word()', 'one()') };
      if (source.includes('word2()')) yield { at: ANYWHERE, message: 'fault', repair: edit('word2()', 'two()') };
    });
    expect(fixed(rule, text)).toBe('acquire(); one(); use(); two(); end();');
    // Two that edit, and one that finds nothing left.
    expect(passes).toBe(3);
  });
});

const SCRIPT = '#!/usr/bin/env node\nword;';

describe('syntax', () => {
  const breaking = repairing((text) => rename(text, '}{'));
  const using = repairing((text) => rename(text, '{ using x = y; }'));

  const parsers = {
    espree: {},
    'espree of 2020': { ecmaVersion: 2020 },
    babel: { parser: babel },
    typescript: { parser: typescript },
  } as const;
  const babelOptions = { parserOptions: { requireConfigFile: false } };

  it.each(Object.entries(parsers))('an edit that breaks it is dropped: %s', (name, languageOptions) => {
    const run =
      name === 'babel'
        ? ({ eslint: 9, config: { languageOptions: { ...languageOptions, ...babelOptions } } } as const)
        : { config: { languageOptions } };
    const [message] = lint(breaking, SCRIPT, run);
    expect(message).toMatchObject({ message: 'A fault.' });
    expect(message?.fix).toBeUndefined();
    expect(fixed(exact, SCRIPT, run)).toBe(SCRIPT.replace('word', 'done'));
  });

  it('new syntax is offered where the parser knows it', () => {
    const old = { languageOptions: { ecmaVersion: 2022 } } as const;
    expect(fixed(using, 'word;', { config: old })).toBe('word;');
    expect(fixed(using, 'word;', { config: { languageOptions: { parser: typescript } } })).toBe('{ using x = y; };');
  });

  it('where the parser cannot be called, only syntax that everyone knows is offered', () => {
    let calls = 0;
    const once = {
      parseForESLint(text: string, options: typescript.ParserOptions): unknown {
        if (calls++ > 0) throw new Error('not implemented');
        return typescript.parseForESLint(text, options);
      },
    };
    const lintOnce = (rule: typeof exact): string | undefined => {
      calls = 0;
      const [message] = lint(rule, 'word;', { config: { languageOptions: { parser: once } } });
      return message?.fix?.text;
    };
    expect(lintOnce(using)).toBeUndefined();
    expect(lintOnce(exact)).toBe('done');
  });

  it('the parser is not asked for types', () => {
    const options: object[] = [];
    const spy = {
      parseForESLint(text: string, given: typescript.ParserOptions): unknown {
        options.push(given);
        return typescript.parseForESLint(text, { ...given, projectService: false });
      },
    };
    lint(exact, 'word;', {
      config: {
        languageOptions: { parser: spy, parserOptions: { projectService: true, ecmaFeatures: { jsx: true } } },
      },
    });
    const [byEslint, ...byUs] = options;
    expect(byEslint).toHaveProperty('projectService', true);
    expect(byUs.length).toBeGreaterThan(0);
    expect(byUs[0]).not.toHaveProperty('projectService');
    expect(byUs[0]).toHaveProperty('ecmaFeatures', { jsx: true });
  });
});
