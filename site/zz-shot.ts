import { chromium } from 'playwright-core';
import { serve } from '../scripts/site-server.ts';
import { mkdirSync } from 'node:fs';
mkdirSync('site/pictures', { recursive: true });
const s = await serve(process.cwd() + '/site/dist');
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
for (const [name, viewport, colorScheme] of [
  ['desktop-light', { width: 1360, height: 900 }, 'light'],
  ['desktop-dark', { width: 1360, height: 900 }, 'dark'],
  ['phone-light', { width: 360, height: 740 }, 'light'],
  ['phone-dark', { width: 360, height: 740 }, 'dark'],
] as const) {
  const c = await b.newContext({ viewport, colorScheme });
  const p = await c.newPage();
  p.on('console', (m) => console.log(name, m.type(), m.text()));
  p.on('pageerror', (e) => console.log(name, 'ERR', e.stack));
  p.on('requestfailed', (r) => console.log('FAILED', r.url()));
  const t = Date.now();
  await p.goto(s.address + 'playground.html');
  const t1 = Date.now();
  try {
    await p.waitForSelector('.cm-lintRange-error', { timeout: 30000 });
  } catch {
    console.log('no squiggle', await p.textContent('.pg-status'));
  }
  console.log(
    name,
    'load',
    t1 - t,
    'squiggle',
    Date.now() - t,
    await p.evaluate(() => JSON.stringify(performance.getEntriesByType('paint').map((e) => [e.name, e.startTime]))),
  );
  await p.waitForTimeout(400);
  await p.screenshot({ path: `site/pictures/${name}.png`, fullPage: name.startsWith('phone') });
  if (name === 'desktop-light') {
    await p.click('text=Fix all');
    await p.waitForTimeout(600);
    await p.screenshot({ path: `site/pictures/desktop-fixed.png` });
    await p.selectOption('select >> nth=0', 'no-use-after-dispose');
    await p.waitForTimeout(900);
    await p.screenshot({ path: `site/pictures/desktop-late.png` });
    await p.goto(s.address);
    await p.waitForTimeout(500);
    await p.screenshot({ path: `site/pictures/home.png` });
    await p.goto(s.address + 'rules/require-lease-release.html');
    await p.waitForTimeout(500);
    await p.screenshot({ path: `site/pictures/rule.png` });
  }
  await c.close();
}
await b.close();
s.close();
