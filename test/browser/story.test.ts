import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { startCase, type Case } from '../factories/case.js';
import { inBothThemes, overflowOf, unfold, violationsOn } from '../support/accessibility.js';
import { showsText, startBrowser, type TestBrowser } from '../support/browser.js';
import { signIn as signInAs } from './visit.js';

jest.setTimeout(90_000);

let the: Case;
let browser: TestBrowser;

beforeAll(async () => {
  the = await startCase({ role: 'all', sweepSeconds: 1 });
  browser = await startBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await the.close();
});

const signIn = (page: Page, who: string): Promise<void> => signInAs(the, page, who);

async function fillTrigger(page: Page, kind: 'true' | 'false'): Promise<void> {
  await page.goto(`${the.site.url}/inzetten/nieuw`);
  await page.check(`input[name=exercise][value=${kind}]`);
  await page.fill('textarea[name=reason]', 'Ter Apel is vol');
  await page.click('main form button[type=submit]');
  await page.waitForSelector('.summary-confirm');
}

const running = async (): Promise<number> => (await the.call('ministry', 'GET', '/activations?running=true')).body.items.length;

describe('the four users of the case, in a real browser', () => {
  let activationPath = '';

  it('PRO sees what will happen, and only then triggers', async () => {
    await browser.withPage(async (page) => {
      await signIn(page, 'ministry');
      expect(await showsText(page.getByRole('heading', { name: 'Overzicht' }))).toBe(true);
      await fillTrigger(page, 'true');
      expect(await running()).toBe(0);
      await expect(page.locator('.consequences').innerText()).resolves.toContain('De Oude Gieterij');
      await page.getByRole('button', { name: 'Start de oefening nu' }).click();
      await page.waitForURL(/\/inzetten\/[0-9a-f-]{36}/);
      activationPath = new URL(page.url()).pathname;
      expect(await showsText(page.getByRole('heading', { name: 'OEFENING: inzet van 100 plekken' }))).toBe(true);
      expect(await page.locator('.exercise-banner').count()).toBe(1);
    });
    expect(await running()).toBe(1);
  });

  it('a municipality registers a building and sees what it still lacks', async () => {
    await browser.withPage(async (page) => {
      await signIn(page, 'Gemeente Meppel');
      await page.goto(`${the.site.url}/locaties/nieuw`);
      await page.fill('input[name=name]', 'Oude bibliotheek');
      await page.getByRole('button', { name: 'Locatie registreren' }).last().click();
      await page.waitForSelector('[data-error-summary]');
      expect(await page.inputValue('input[name=name]')).toBe('Oude bibliotheek');
      for (const [name, value] of Object.entries({ street: 'Proefstraat', houseNumber: '1', postcode: '7941zz', place: 'Meppel', claimedPlaces: '25' })) await page.fill(`input[name=${name}]`, value);
      await page.getByRole('button', { name: 'Locatie registreren' }).last().click();
      await page.waitForURL(/\/locaties\/[0-9a-f-]{36}/);
      expect(await showsText(page.getByRole('heading', { name: 'Oude bibliotheek' }))).toBe(true);
      await expect(page.locator('main').innerText()).resolves.toContain('Niet inzetbaar');
    });
  });

  it('operations watch the clock and the Red Cross’s commitment arrive, without a reload', async () => {
    await browser.withPage(async (operations) => {
      await signIn(operations, 'operations');
      await operations.goto(`${the.site.url}${activationPath}`);
      await operations.evaluate('window.notReloaded = true');
      const clock = operations.locator('live-countdown').first();
      const before = await clock.innerText();
      await operations.waitForFunction((text) => document.querySelector('live-countdown')?.textContent !== undefined && (document.querySelector('live-countdown') as HTMLElement).innerText !== text, before);
      await browser.withPage((page) => redCrossCommits(page));
      await operations.locator('#answers').getByText('Saskia Haverkort').first().waitFor();
      expect(await operations.evaluate('window.notReloaded')).toBe(true);
    });
  });

  async function redCrossCommits(page: Page): Promise<void> {
    await signIn(page, 'red-cross');
    await page.goto(`${the.site.url}/postvak`);
    await page.getByRole('link', { name: /Bemensing gevraagd/ }).first().click();
    const link = await page.locator('a[href*="/antwoord/"]').first().getAttribute('href');
    await browser.withPage(async (visitor) => {
      await visitor.goto(link!);
      const receipt = visitor.getByRole('form', { name: 'Ontvangst bevestigen' });
      await receipt.locator('input[name=name]').fill('Saskia Haverkort');
      await receipt.getByRole('button').click();
      await visitor.waitForURL(/gelukt=receive/);
      const commit = visitor.getByRole('form', { name: /Antwoorden voor/ }).first();
      await commit.locator('input[name=answer][value=given]').check();
      await commit.locator('input[name=teamSize]').fill('6');
      await commit.locator('input[name=arrivalAt]').fill('2099-01-31T14:00');
      await commit.locator('input[name=name]').fill('Saskia Haverkort');
      await commit.locator('input[name=mandate]').fill('Districtsmandaat');
      await commit.getByRole('button').click();
      await visitor.waitForURL(/gelukt=commit/);
    });
  }

  it('every page of it passes axe and fits 320 pixels, light and dark', async () => {
    await browser.withPage(async (page) => {
      await signIn(page, 'ministry');
      for (const path of ['/', '/locaties', '/reserveverzoeken', '/inzetten', '/inzetten/nieuw', activationPath, '/postvak']) {
        await page.goto(`${the.site.url}${path}`);
        await inBothThemes(page, async (theme) => {
          expect([path, theme, await violationsOn(page), await overflowOf(page)]).toEqual([path, theme, [], 0]);
        });
      }
    }, { viewport: { width: 320, height: 800 } });
  });
});

describe('without script', () => {
  it('PRO signs in, triggers the real thing and sees the time left', async () => {
    await browser.withPage(async (page) => {
      await signIn(page, 'ministry');
      await fillTrigger(page, 'false');
      await page.getByRole('button', { name: 'Start de inzet nu' }).click();
      await page.waitForURL(/\/inzetten\/[0-9a-f-]{36}/);
      expect(await page.locator('.exercise-banner').count()).toBe(0);
      await expect(page.locator('live-countdown').first().innerText()).resolves.toMatch(/(2|3)\s*d|71\s*u/);
    }, { javaScriptEnabled: false });
  });
});

describe('operations telephone in a real activation', () => {
  it('see whom to call, write down what came of it, and enter the answer; the board follows', async () => {
    const [real] = (await the.call('operations', 'GET', '/activations?running=true')).body.items.filter(({ exercise }: { exercise: boolean }) => !exercise);
    await browser.withPage(async (board) => {
      await signIn(board, 'operations');
      await board.goto(`${the.site.url}/inzetten/${real.id}`);
      await board.locator('#calls').getByRole('link', { name: /^COA/ }).waitFor();
      await browser.withPage(async (page) => {
        await signIn(page, 'operations');
        await page.goto(`${the.site.url}/inzetten/${real.id}`);
        await page.locator('#calls').getByRole('link', { name: /^COA/ }).click();
        expect(await showsText(page.getByRole('heading', { name: /^Bel COA/ }))).toBe(true);
        await unfold(page);
        await inBothThemes(page, async (theme) => {
          expect([theme, await violationsOn(page), await overflowOf(page)]).toEqual([theme, [], 0]);
        });
        const call = page.locator('form').filter({ has: page.locator('input[name=result]') }).first();
        await call.getByLabel('Bereikt').check();
        await call.getByRole('button', { name: 'Leg vast' }).click();
        await page.waitForURL(/gelukt=call/);
        const receipt = page.getByRole('form', { name: 'Ontvangst bevestigen' });
        await receipt.locator('input[name=name]').fill('Joke Verzonnen');
        await receipt.locator('input[name=function]').fill('Plaatsingspiket');
        await receipt.getByRole('button').click();
        await page.waitForURL(/gelukt=receive/);
      }, { viewport: { width: 320, height: 800 } });
      await board.locator('#answers').getByText('Joke Verzonnen').waitFor();
      await board.waitForFunction(() => !/COA/.test(document.querySelector('#calls')?.textContent ?? ''));
    });
  });
});
