import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { startCase, type Case } from '../factories/case.js';
import { inBothThemes, overflowOf, violationsOn } from '../support/accessibility.js';
import { showsText, startBrowser, type TestBrowser } from '../support/browser.js';
import { signIn as signInAs } from './visit.js';

jest.setTimeout(120_000);

const PICTURES = join('reports', 'import');
let the: Case;
let browser: TestBrowser;

beforeAll(async () => {
  await mkdir(PICTURES, { recursive: true });
  the = await startCase({ role: 'all', sweepSeconds: 1 });
  browser = await startBrowser();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await the?.close();
});

const HEADER = 'Kenmerk;Naam;Straat;Huisnummer;Postcode;Plaats;Aangeboden plekken;Toiletten;Vloeroppervlak';
const row = (reference: string, { postcode = '7941AB', places = '40', name = 'Proefgebouw' } = {}): string => `${reference};${name} ${reference};Proefstraat;1;${postcode};Meppel;${places};4;"612,5"`;
const csv = (...rows: readonly string[]): Buffer => Buffer.from([HEADER, ...rows].join('\r\n'));
const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'text/csv', buffer });
const WRONG = csv(row('WEST-1'), row('WEST-2', { postcode: '49074', places: 'ongeveer 30' }), row('WEST-3', { name: '' }), row('WEST-1'));

const signIn = (page: Page): Promise<void> => signInAs(the, page, 'Gemeente Meppel');

async function upload(page: Page, name: string, content: Buffer): Promise<void> {
  await page.goto(`${the.site.url}/locaties/importeren`);
  await page.setInputFiles('input[type=file]', file(name, content));
  await page.getByRole('button', { name: 'Uploaden en controleren' }).click();
  await page.waitForURL(/\/importeren\/[0-9a-f-]{36}/);
}

const picture = (page: Page, name: string): Promise<Buffer> => page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });

describe('a municipality imports its buildings', () => {
  it('from the list to the result: the progress and the outcome come by themselves', async () => {
    await browser.withPage(async (page) => {
      await signIn(page);
      await page.goto(`${the.site.url}/locaties`);
      await page.getByRole('link', { name: 'Importeren' }).click();
      expect(await showsText(page.getByRole('heading', { name: 'Locaties importeren' }))).toBe(true);
      await picture(page, '1-start');
      await upload(page, 'gebouwen.csv', csv(...Array.from({ length: 2000 }, (_, index) => row(`OOST-${index}`))));
      await page.evaluate('window.notReloaded = true');
      await picture(page, '2-checking');
      await page.getByRole('button', { name: '2.000 locaties inlezen' }).waitFor({ timeout: 60_000 });
      expect(await page.evaluate('window.notReloaded')).toBe(true);
      await picture(page, '3-checked');
      await page.getByRole('button', { name: '2.000 locaties inlezen' }).click();
      await page.locator('.progress').waitFor();
      await page.evaluate('window.notReloaded = true');
      await picture(page, '4-applying');
      await page.getByText('De locaties zijn ingelezen.').first().waitFor({ timeout: 60_000 });
      expect(await page.evaluate('window.notReloaded')).toBe(true);
      await picture(page, '5-done');
    });
    expect((await the.site.database.sql(`SELECT 1 FROM standby_locations WHERE reference LIKE 'OOST-%'`)).length).toBe(2000);
  });

  it('sees what is wrong by row and column, and imports the good rows', async () => {
    await browser.withPage(async (page) => {
      await signIn(page);
      await upload(page, 'west.csv', WRONG);
      await page.getByText('Er kloppen 4 dingen niet.').waitFor();
      const problems = await page.locator('#problemen').innerText();
      for (const words of ['E: Postcode', '49074', 'G: Aangeboden plekken', 'ongeveer 30', 'gaat over dezelfde locatie']) expect(problems).toContain(words);
      await picture(page, '6-problems');
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Rijen om te verbeteren downloaden' }).last().click()]);
      expect(download.suggestedFilename()).toMatch(/^locaties-te-verbeteren-.*\.csv$/);
    });
  });

  it('is told of a file that is too large before it is sent', async () => {
    await browser.withPage(async (page) => {
      await signIn(page);
      await page.goto(`${the.site.url}/locaties/importeren`);
      await page.setInputFiles('input[type=file]', file('groot.csv', Buffer.alloc(21 * 1024 * 1024, 'x')));
      await page.getByText('Dit bestand is groter dan 20 MB.').waitFor();
      await page.getByRole('button', { name: 'Uploaden en controleren' }).click();
      expect(new URL(page.url()).pathname).toBe('/locaties/importeren');
    });
  });

  it('does all of it without script', async () => {
    await browser.withPage(async (page) => {
      await signIn(page);
      await upload(page, 'zuid.csv', csv(row('ZUID-1', { name: 'Aula' })));
      for (let tries = 0; tries < 50 && (await page.getByRole('button', { name: '1 locatie inlezen' }).count()) === 0; tries += 1) await page.reload();
      await page.getByRole('button', { name: '1 locatie inlezen' }).click();
      for (let tries = 0; tries < 50 && (await page.getByText('De locaties zijn ingelezen.').count()) === 0; tries += 1) await page.reload();
      await page.getByRole('link', { name: 'Naar de locaties' }).click();
      await expect(page.locator('main').innerText()).resolves.toContain('Aula ZUID-1');
    }, { javaScriptEnabled: false });
  });
});

describe('its pages', () => {
  it('pass axe and fit 320 pixels, light and dark, Dutch and English', async () => {
    await browser.withPage(async (page) => {
      await signIn(page);
      await upload(page, 'west.csv', WRONG);
      await page.getByText('Er kloppen 4 dingen niet.').waitFor();
      const wrong = new URL(page.url()).pathname;
      await upload(page, 'pagina.csv', Buffer.from('<html></html>'));
      await page.getByText('Dit bestand kan niet worden gelezen').first().waitFor();
      for (const [name, path] of [['start', '/locaties/importeren'], ['problems', wrong], ['failed', new URL(page.url()).pathname]] as const) {
        await page.goto(`${the.site.url}${path}`);
        await inBothThemes(page, async (theme) => {
          expect([path, theme, await violationsOn(page), await overflowOf(page)]).toEqual([path, theme, [], 0]);
          await picture(page, `7-${name}-${theme}-320`);
        });
      }
      await page.getByRole('button', { name: 'English' }).click();
      await page.goto(`${the.site.url}${wrong}`);
      await page.getByText('4 things are wrong.').waitFor();
      await picture(page, '8-english-320');
    }, { viewport: { width: 320, height: 800 } });
  });
});
