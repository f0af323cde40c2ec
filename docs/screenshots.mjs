// Takes the pictures of docs/ from a running stack: ./eventai up, ./eventai demo, then
//   npm i playwright-core && node docs/screenshots.mjs [TRACE-ID]
// Needs Chromium at /usr/bin/chromium (or CHROMIUM=path).
import { chromium } from 'playwright-core';

const dashboard = process.env.DASHBOARD ?? 'http://127.0.0.1:18888';
const gateway = process.env.GATEWAY ?? 'http://127.0.0.1:18080';
const trace = process.argv[2];
const settle = 5000; // the dashboard draws over a socket and tells nobody when it is done

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
});
const page = await browser.newPage({ viewport: { width: 1500, height: 900 } });

async function shoot(name, url) {
  await page.goto(url, { waitUntil: 'load' });
  await page.waitForTimeout(settle);
  await page.getByRole('button', { name: 'Dismiss' }).or(page.locator('.fluent-messagebar-close')).first().click({ timeout: 500 }).catch(() => {});
  await page.screenshot({ path: new URL(`./${name}.png`, import.meta.url).pathname });
  console.log(`docs/${name}.png`);
}

await shoot('graph', `${dashboard}/?view=Graph`);
await shoot('console', `${dashboard}/consolelogs/resource/ingestion`);
await shoot('resources', `${dashboard}/`);
if (trace) await shoot('trace', `${dashboard}/traces/detail/${trace}`);
await shoot('status', `${gateway}/`);
await browser.close();
