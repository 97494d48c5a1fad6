import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { startCase, type Case } from '../factories/case.js';
import { overflowOf, violationsOn } from '../support/accessibility.js';
import { startBrowser, type TestBrowser } from '../support/browser.js';
import { PNG } from '../support/files.js';
import { signIn as signInAs } from './visit.js';

jest.setTimeout(180_000);

const TELEPHONE = { viewport: { width: 390, height: 844 }, hasTouch: true } as const;

let the: Case;
let browser: TestBrowser;
let id = '';
let path = '';

beforeAll(async () => {
  the = await startCase();
  browser = await startBrowser();
  const { items } = (await the.call('ministry', 'GET', '/standby-locations?pageSize=100')).body;
  id = items.find(({ name }: { name: string }) => name === 'De Oude Gieterij').id;
  path = `${the.site.url}/locaties/${id}`;
  await mkdir(join('reports', 'inspect'), { recursive: true });
}, 90_000);
afterAll(async () => {
  await browser?.close();
  await the?.close();
});

const signIn = (page: Page): Promise<void> => signInAs(the, page, 'Gemeente Assen');

/** Passes axe and fits; a picture of it goes to reports/inspect/. */
async function lookAt(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join('reports', 'inspect', `${name}.png`), fullPage: true });
  const violations = await violationsOn(page);
  const overflow = await overflowOf(page);
  expect([name, violations, overflow]).toEqual([name, [], 0]);
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const inspections = async (): Promise<unknown[]> => (await the.call('ministry', 'GET', `/standby-locations/${id}`)).body.inspections;

describe('on a telephone of 390 pixels', () => {
  it('a building is inspected step by step, and what was typed is there after the browser was closed in the middle', async () => {
    const before = (await inspections()).length;
    await browser.withPage(async (page) => {
      await signIn(page);
      await page.goto(`${path}/schouw`);
      await lookAt(page, '1-start');
      await button(page, 'Begin met schouwen').click();
      await page.waitForURL(/\/fire-safety$/);
      await lookAt(page, '2-step');
      for (const tile of await page.locator('.answer-tile__label').all()) expect((await tile.boundingBox())!.height).toBeGreaterThanOrEqual(64);
      await page.check('input[name=value][value=yes]');
      await page.fill('input[name=evidence]', 'Rapport 2026-11');
      await button(page, 'Volgende punt').click();
      await page.waitForURL(/\/water-legionella$/);
      // Typed and never sent: the page keeps it by itself.
      await page.check('input[name=value][value=unknown]');
      await page.fill('input[name=evidence]', 'Analyse komt nog');
      await page.locator('[data-draft-status]').getByText(/Bewaard om/).waitFor();
    }, TELEPHONE);

    await browser.withPage(async (page) => {
      await signIn(page);
      await page.goto(`${path}/schouw`);
      await lookAt(page, '3-going-on');
      await page.getByRole('link', { name: 'Ga verder' }).click();
      await page.waitForURL(/\/power-heating$/);
      await page.goto(`${path}/schouw/water-legionella`);
      expect([await page.inputValue('input[name=evidence]'), await page.isChecked('input[name=value][value=unknown]')]).toEqual(['Analyse komt nog', true]);
      await page.goto(`${path}/schouw/sanitary`);
      await page.check('input[name=value][value=no]');
      await page.setInputFiles('input[name=file]', { name: 'IMG_1.png', mimeType: 'image/png', buffer: PNG });
      await button(page, 'Foto toevoegen').click();
      await page.getByText(/^Foto 1 \(/).waitFor();
      await page.fill('textarea[name="defect.description"]', 'Kraan lekt');
      await lookAt(page, '4-step-with-photo-and-defect');
      await button(page, 'Volgende punt').click();
      await page.locator('[data-error-summary]').waitFor();
      expect(await page.inputValue('textarea[name="defect.description"]')).toBe('Kraan lekt');
      await page.fill('input[name="defect.dueOn"]', '2099-01-31');
      await button(page, 'Volgende punt').click();
      await page.waitForURL(/\/access$/);
      await button(page, 'Naar het overzicht').click();
      await page.waitForURL(/\/overzicht$/);
      await lookAt(page, '5-overview');
      expect((await inspections()).length).toBe(before);
      await button(page, 'Schouw afronden').click();
      await page.waitForURL(/gelukt=geschouwd/);
      await lookAt(page, '6-location');
    }, TELEPHONE);
    expect((await inspections()).length).toBe(before + 1);
  });

  it('without a connection a step stays on the page and goes on by itself once there is one', async () => {
    await browser.withPage(async (page) => {
      await signIn(page);
      await page.goto(`${path}/schouw`);
      await button(page, 'Begin met schouwen').click();
      await page.waitForURL(/\/fire-safety$/);
      await page.context().setOffline(true);
      await page.check('input[name=value][value=yes]');
      await page.fill('input[name=evidence]', 'In de kelder');
      await button(page, 'Volgende punt').click();
      await page.getByText('Geen verbinding. Blijf op deze pagina').waitFor();
      await page.screenshot({ path: join('reports', 'inspect', '7-offline.png') });
      expect(await page.inputValue('input[name=evidence]')).toBe('In de kelder');
      await page.context().setOffline(false);
      await page.waitForURL(/\/water-legionella$/, { timeout: 30_000 });
      await page.goto(`${path}/schouw/fire-safety`);
      expect(await page.inputValue('input[name=evidence]')).toBe('In de kelder');
      await page.goto(`${path}/schouw`);
      await button(page, 'Weggooien').click();
    }, TELEPHONE);
  });

  it('a defect is solved with evidence, and its criterion is offered for inspection again', async () => {
    await browser.withPage(async (page) => {
      await signIn(page);
      await page.goto(`${the.site.url}/locaties/gebreken`);
      await lookAt(page, '8-defects');
      await page.getByRole('link', { name: 'Toiletten en douches' }).click();
      await lookAt(page, '9-defect');
      await page.fill('textarea[name=evidence]', 'Kraan vervangen, gezien door de beheerder');
      await button(page, 'Oplossen').click();
      await page.waitForURL(/gelukt=opgelost/);
      await lookAt(page, '10-solved');
      await page.getByRole('link', { name: 'Dit punt opnieuw schouwen' }).click();
      await page.waitForURL(/schouw\?punt=sanitary/);
    }, TELEPHONE);
  });

  it('one press confirms what has not changed, after saying what that is', async () => {
    await browser.withPage(async (page) => {
      await signIn(page);
      await page.goto(`${the.site.url}/locaties/bevestigen`);
      await lookAt(page, '11-confirm');
      await page.goto(path);
      await page.locator('#bevestigen').getByRole('button', { name: 'Ongewijzigd bevestigen' }).click();
      await page.waitForURL(/gelukt=bevestigd/);
      await expect(page.locator('#bevestigen').innerText()).resolves.toContain('Hier is nu niets');
    }, TELEPHONE);
  });

  it('without script every step is sent with its buttons', async () => {
    await browser.withPage(async (page) => {
      await signIn(page);
      await page.goto(`${path}/schouw`);
      await button(page, 'Begin met schouwen').click();
      await page.waitForURL(/\/fire-safety$/);
      await page.check('input[name=value][value=yes]');
      await page.locator('input[name=evidence]').press('Enter');
      await page.waitForURL(/\/water-legionella$/);
      await button(page, 'Bewaar en stop').click();
      await page.waitForURL(new RegExp(`/locaties/${id}$`));
    }, { ...TELEPHONE, javaScriptEnabled: false });
  });
});
