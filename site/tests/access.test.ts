import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';

import { PHONE, inBrowser, playground, visit } from './browsing.ts';

inBrowser();

async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}\n${failureSummary}`),
  );
}

describe('the rules of accessibility', () => {
  it.each([
    ['light', {}],
    ['dark', { colorScheme: 'dark' }],
    ['on a phone', { viewport: PHONE }],
    ['on a phone, dark', { viewport: PHONE, colorScheme: 'dark' }],
  ] as const)('are kept by the playground, %s', async (_name, options) => {
    const still = { reducedMotion: 'reduce', ...options } as const;
    const { page, announced, close } = await playground('', still);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Fix', exact: true }).first().click();
    await announced('The fix was applied');
    expect(await violations(page)).toEqual([]);
    await close();
  });

  it.each(['index.html', 'rules/require-lease-release.html', 'libraries.html'])('are kept by %s', async (path) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, close } = await visit(path, { colorScheme, reducedMotion: 'reduce' });
      expect(await violations(page)).toEqual([]);
      await close();
    }
  });
});

describe('with the keyboard alone', () => {
  /** What has the focus, and whether one can see that. */
  const focused = (page: Page): Promise<{ name: string; isVisible: boolean }> =>
    page.evaluate(() => {
      const at = document.activeElement;
      if (!at) return { name: '', isVisible: false };
      const shown = [at, at.closest('.pg-editor')].some((each) => {
        const { outlineStyle, outlineWidth, boxShadow } = each
          ? getComputedStyle(each)
          : { outlineStyle: 'none', outlineWidth: '0px', boxShadow: 'none' };
        return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
      });
      const label =
        at.getAttribute('aria-label') ?? at.closest('label')?.querySelector('span')?.textContent ?? at.textContent;
      return { name: label.trim(), isVisible: shown };
    });

  it('everything can be reached, and seen to be', async () => {
    const { page, close } = await playground();
    const reached: string[] = [];
    for (let count = 0; count < 40 && !reached.includes('no-unconsumed-body'); count++) {
      await page.keyboard.press('Tab');
      const { name, isVisible } = await focused(page);
      if (name === 'Code') {
        await page.keyboard.press('Escape');
      }
      if (reached.length > 0 || name === 'Example') expect(isVisible, name).toBe(true);
      if (reached.length > 0 || name === 'Example') reached.push(name);
    }
    expect(reached.map((name) => name.replace(/^Line (\d+)[\s\S]*/, 'Line $1'))).toEqual([
      'Example',
      'Language',
      'Rules',
      'Edits may write await using',
      'Fix all',
      'Undo',
      'Redo',
      'Copy link',
      'Code',
      'Line 7',
      'require-lease-release',
      'Fix',
      'Line 15',
      'no-unconsumed-body',
    ]);
    await close();
  });

  it('Tab indents in the editor, and leaves it after Escape', async () => {
    const { page, code, close } = await playground();
    await page.locator('.cm-content').focus();
    await page.keyboard.press('Tab');
    expect(await focused(page)).toMatchObject({ name: 'Code' });
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    expect((await focused(page)).name).not.toBe('Code');
    expect(await code()).toMatch(/^ {2}import/);
    await close();
  });

  it('goes from report to report, applies an edit and mends the rest', async () => {
    const { page, announced, close } = await playground();
    await page.keyboard.press('F8');
    await announced(/Report 2 of 2, line 15/);
    await page.locator('.cm-content').focus();
    await page.keyboard.press('F8');
    await announced(/Report 1 of 2, line 7/);
    await page.keyboard.press('Shift+F8');
    await announced(/Report 2 of 2/);
    await page.keyboard.press('Alt+Enter');
    await announced(/The fix was applied: 4 lines in, 1 line out. 1 report/);
    await page.keyboard.press('Alt+Shift+Enter');
    await announced(/All fixes were applied.*No report/);
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await announced('2 reports, 2 with a fix.');
    await close();
  });
});
