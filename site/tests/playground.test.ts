import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, inject, it } from 'vitest';

import plugin from '../../src/index.ts';
import type { Answer, Question } from '../linter/protocol.ts';
import examplesOfDocs from '../playground/examples.data.ts';
import { PHONE, edited, fixedInNode, inBrowser, inNode, linkTo, playground, visit } from './browsing.ts';

inBrowser();

const { examples } = examplesOfDocs.load();
const [first] = examples;
if (!first) throw new Error('There is no example.');

const pictures = join(import.meta.dirname, '../pictures');
mkdirSync(pictures, { recursive: true });

describe('the page', () => {
  it('shows the first example and what was found in it before any script has run', async () => {
    const { page, close } = await visit('playground.html', { javaScriptEnabled: false });
    expect(await page.locator('.pg-placeholder').textContent()).toBe(first.code);
    expect(await page.locator('.pg-report').count()).toBe(inNode(first).length);
    await close();
  });

  it('needs little before it can be used, and the compiler only for TypeScript', async () => {
    const { page, requests, errors, close } = await playground();
    await page.waitForLoadState('networkidle');
    const size = (pattern: RegExp): number =>
      requests.filter(({ url }) => pattern.test(url)).reduce((sum, { bytes }) => sum + bytes, 0);
    const parts = { page: size(/\.html|\.css/), scripts: size(/\/assets\/.*\.js/), linter: size(/worker\.js/) };
    console.log('Bytes:', { ...parts, compiler: size(/typescript-parser/) });
    console.log(
      'Milliseconds:',
      await page.evaluate(() =>
        performance.getEntriesByType('paint').map(({ name, startTime }) => `${name} ${String(Math.round(startTime))}`),
      ),
    );
    expect(parts.page).toBeLessThan(200_000);
    expect(parts.scripts).toBeLessThan(900_000);
    expect(parts.linter).toBeLessThan(1_500_000);
    expect(errors).toEqual([]);
    await close();

    const {
      requests: inJavaScript,
      announced,
      close: closeToo,
    } = await playground(linkTo("fetch('https://x.example/');\n", 'js'));
    await announced(/./);
    expect(inJavaScript.some(({ url }) => url.includes('worker.js'))).toBe(true);
    expect(inJavaScript.filter(({ url }) => url.includes('typescript')).map(({ url }) => url)).toEqual([]);
    await closeToo();
  });

  it('asks nobody but its own server, and nobody at all once it is there', async () => {
    const { page, requests, announced, close } = await playground();
    const before = requests.length;
    await page.context().setOffline(true);
    await page.getByLabel('Example').selectOption('no-unconsumed-body');
    await announced(/report/);
    await page.getByRole('button', { name: 'Fix all' }).click();
    await announced('All fixes were applied');
    await page.getByRole('button', { name: 'Copy link' }).click();
    await announced('The link to this code');
    expect(requests.slice(before)).toEqual([]);
    expect(requests.filter(({ url }) => !url.startsWith(inject('address')) && !url.startsWith('data:'))).toEqual([]);
    await close();
  });

  it('is not wider than a phone', async () => {
    const { page, close } = await playground('', { viewport: PHONE });
    await page.getByRole('button', { name: 'Fix', exact: true }).first().click();
    await page.locator('.pg-changes').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
    await close();
  });

  it.each([
    ['desktop-light', {}],
    ['desktop-dark', { colorScheme: 'dark' }],
    ['phone-light', { viewport: PHONE }],
    ['phone-dark', { viewport: PHONE, colorScheme: 'dark' }],
  ] as const)('has its picture taken: %s', async (name, options) => {
    const { page, close } = await playground('#example=require-lease-release', options);
    await page.locator('.pg-spot-end').waitFor();
    await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: name.startsWith('phone') });
    await page.getByRole('button', { name: 'Fix', exact: true }).first().click();
    await page.locator('.pg-changed').first().waitFor();
    await page.screenshot({ path: join(pictures, `${name}-fixed.png`), fullPage: name.startsWith('phone') });
    await close();
  });
});

describe('a leak', () => {
  it('has a squiggle, and its path drawn over the code and told as a list', async () => {
    const { page, close } = await playground();
    expect(await page.locator('.cm-lintRange-error').count()).toBeGreaterThan(0);
    expect(await page.locator('.pg-track').count()).toBeGreaterThan(0);
    expect(await page.locator('.pg-spot').allTextContents()).toEqual(['1', '2']);
    expect(await page.locator('.pg-route-note-end').textContent()).toBe(
      '2 client.query() throws, and client is not released',
    );
    expect(await page.locator('.pg-steps li').allTextContents()).toEqual([
      'Line 7: client is acquired',
      'Line 8: client.query() throws, and client is not released',
    ]);
    // The spots stand beside the lines that they are about.
    const middle = async (selector: string): Promise<number> => {
      const box = await page.locator(selector).first().boundingBox();
      return box ? box.y + box.height / 2 : Number.NaN;
    };
    expect(Math.abs((await middle('.pg-spot-end circle')) - (await middle('.pg-route-line-end')))).toBeLessThan(4);
    expect(Math.abs((await middle('.pg-spot circle')) - (await middle('.pg-route-line')))).toBeLessThan(4);
    await page.locator('.pg-message').nth(1).click();
    expect(await page.locator('.pg-steps li').last().textContent()).toMatch(/^Line 16: the error is thrown/);
    await close();
  });

  it('is mended as ESLint does it', async () => {
    const { page, code, announced, close } = await playground();
    await page.getByRole('button', { name: 'Fix', exact: true }).first().click();
    await announced('The fix was applied');
    expect(await page.locator('.pg-changed').count()).toBeGreaterThan(0);
    expect(await code()).toBe(edited(first.code, inNode(first)[0]?.fix));
    await page.getByRole('button', { name: 'Undo' }).click();
    await announced('2 reports');
    expect(await code()).toBe(first.code);
    await page.getByRole('button', { name: 'Fix all' }).click();
    await announced('All fixes were applied');
    expect(await code()).toBe(fixedInNode(first));
    await close();
  });

  it('tells itself and offers its edit where the pointer rests', async () => {
    const { page, code, announced, close } = await playground();
    await page.locator('.cm-lintRange-error').first().hover();
    const tooltip = page.locator('.cm-tooltip .cm-diagnostic');
    await tooltip.waitFor();
    expect(await tooltip.textContent()).toContain('client is not released when client.query() on line 8 throws');
    expect(await tooltip.getByRole('link').getAttribute('href')).toBe('/rules/require-lease-release.html');
    await tooltip.getByRole('button', { name: 'Fix' }).click();
    await announced('The fix was applied');
    expect(await code()).toBe(edited(first.code, inNode(first)[0]?.fix));
    await close();
  });

  it('takes a suggestion', async () => {
    const example = examples.find(({ name }) => name === 'require-error-listener') ?? first;
    const message = inNode(example).find(({ ruleId }) => ruleId?.endsWith(example.name));
    const suggestion = message?.suggestions?.[0];
    const { page, code, announced, close } = await playground(`#example=${example.name}`);
    await page.locator('.pg-report-selected .pg-button').last().click();
    await announced('The suggestion was applied');
    const expected = (message?.suggestions ?? []).map(({ fix }) => edited(example.code, fix));
    expect(suggestion).toBeDefined();
    expect(expected).toContain(await code());
    await close();
  });
});

describe('the linter', () => {
  const presets = ['recommended', 'strict', 'all'] as const;
  const questions = examples.flatMap(({ code, language, using }) =>
    presets.map((preset): Question => ({ code, language, preset, using })),
  );

  it('says of all examples what ESLint says in Node with the real parser', async () => {
    const { page, close } = await playground();
    const answers = await page.evaluate(
      (asked) =>
        new Promise<Answer[]>((resolve) => {
          const worker = new Worker('/worker.js', { type: 'module' });
          const given: Answer[] = [];
          worker.onmessage = ({ data }: MessageEvent<Answer>) => {
            given.push(data);
            if (given.length === asked.length) resolve(given.sort((a, b) => a.id - b.id));
          };
          asked.forEach((question, id) => worker.postMessage({ ...question, id, task: 'lint' }));
        }),
      questions,
    );
    const shown = answers.map((answer) => {
      if (answer.task !== 'lint') throw new Error(JSON.stringify(answer));
      return answer.reports.map(({ rule, line, column, message, fix, suggestions }) => [
        rule,
        line,
        column,
        message,
        fix && [fix.from, fix.to, fix.insert],
        suggestions.map(({ title, edit }) => [title, edit.from, edit.to, edit.insert]),
      ]);
    });
    const real = questions.map((question) =>
      inNode(question).map(({ ruleId, line, column, message, fix, suggestions = [] }) => [
        ruleId?.replace('pool-hygiene/', ''),
        line,
        column,
        message,
        fix && [...fix.range, fix.text],
        suggestions.map((each) => [each.desc, ...each.fix.range, each.fix.text]),
      ]),
    );
    expect(shown).toEqual(real);
    await close();
  });

  it('has an example of every rule', () => {
    expect(examples.slice(1).map(({ name }) => name)).toEqual(Object.keys(plugin.rules).sort());
  });

  it.each(examples.slice(1).map((example) => [example.name, example] as const))(
    'reports the example of %s',
    (name, example) => {
      expect(inNode(example).map(({ ruleId }) => ruleId)).toContain(`pool-hygiene/${name}`);
    },
  );

  it('bears code that is half typed', async () => {
    const { page, announced, errors, code, close } = await playground(linkTo('', 'js'));
    await page.locator('.cm-content').click();
    const typed =
      'async function f() {\nconst r = await fetch("https://x.example/", { signal: AbortSignal.timeout(9) });\nif (!r.ok) throw new Error(`no ${r.status}`);\nreturn r.json();\n';
    for (const part of typed.match(/[\s\S]{1,9}/g) ?? []) {
      await page.keyboard.insertText(part);
      await page.waitForTimeout(30);
    }
    await announced(/cannot be parsed/);
    await page.keyboard.insertText('}\n');
    await announced('1 report, 1 with a fix.');
    expect(errors).toEqual([]);
    expect(await code()).toContain('return r.json()');
    await close();
  });
});

describe('a link', () => {
  it('brings the code and the choices to somebody else', async () => {
    const { page, code, announced, close } = await playground();
    await page.getByLabel('Rules').selectOption('strict');
    await page.getByLabel(/await using/).check();
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText('// grüße, 你好\n');
    await announced(/report/);
    const shared = await code();
    const hash = new URL(page.url()).hash;
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
    const other = await playground(hash);
    expect(await other.code()).toBe(shared);
    expect(shared).toContain('grüße, 你好');
    expect(await other.page.getByLabel('Rules').inputValue()).toBe('strict');
    expect(await other.page.getByLabel(/await using/).isChecked()).toBe(true);
    await other.close();
    await close();
  });

  it('that was spoilt on its way shows the first example', async () => {
    const { code, errors, close } = await playground('#language=ts&code=%%%');
    expect(await code()).toBe(first.code);
    expect(errors).toEqual([]);
    await close();
  });
});
