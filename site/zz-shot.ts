import { deflateRawSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { serve } from '../scripts/site-server.ts';
const s = await serve(process.cwd() + '/site/dist');
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const code = `import { Pool } from 'pg';

const pool = new Pool({ connectionTimeoutMillis: 1_000 });
pool.on('error', console.error);

export async function total(ids: string[]) {
  const client = await pool.connect();
  const counts: number[] = [];
  try {
    for (const id of ids) {
      const { rowCount } = await client.query('select 1 from t where id = $1', [id]);
      counts.push(rowCount ?? 0);
    }
  } catch (error) {
    console.error(error);
    if (ids.length > 3) throw error;
  }
  client.release();
  return counts;
}

export async function connectAgain(urls: string[]) {
  let response;
  for (const url of urls) {
    response = await fetch(url, { signal: AbortSignal.timeout(500) });
    if (response.status === 503) continue;
    if (response.ok) return response.json();
  }
  return undefined;
}
`;
const c = await b.newContext({ viewport: { width: 1360, height: 900 }, deviceScaleFactor: 1 });
const p = await c.newPage();
p.on('pageerror', (e) => console.log('ERR', e.stack));
await p.goto(s.address + 'playground.html#language=ts&code=' + deflateRawSync(code).toString('base64url'));
await p.waitForSelector('.pg-status-ready');
await p.waitForTimeout(300);
await p.screenshot({ path: 'site/pictures/long-path.png' });
await p.keyboard.press('F8');
await p.waitForTimeout(300);
await p.screenshot({ path: 'site/pictures/long-path-2.png' });
await p.hover('.cm-lintRange-error >> nth=0');
await p.waitForTimeout(900);
await p.screenshot({ path: 'site/pictures/tooltip.png' });
await p.goto(s.address);
await p.waitForTimeout(500);
await p.screenshot({ path: 'site/pictures/home.png' });
const d = await b.newContext({ viewport: { width: 360, height: 740 }, colorScheme: 'dark' });
const q = await d.newPage();
await q.goto(s.address);
await q.waitForTimeout(500);
await q.screenshot({ path: 'site/pictures/home-phone.png', fullPage: true });
await q.goto(s.address + 'rules/require-lease-release.html');
await q.waitForTimeout(500);
await q.screenshot({ path: 'site/pictures/rule-phone.png' });
await b.close();
s.close();
